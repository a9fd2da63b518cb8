/* The report of an import draws itself anew until every file is done. */
(() => {
  const PAUSE = 1500;
  const shown = () => document.querySelector("[data-word-report]");
  const draw = async () => {
    const answer = await fetch(window.location.href).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const fresh = page?.querySelector("[data-word-report]");
    if (fresh && fresh.innerHTML !== shown().innerHTML) shown().replaceWith(fresh);
    if (shown().hasAttribute("data-waiting")) setTimeout(draw, PAUSE);
  };
  if (shown()?.hasAttribute("data-waiting")) setTimeout(draw, PAUSE);
})();
