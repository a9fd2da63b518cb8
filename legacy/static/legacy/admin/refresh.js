/* How far a move has come draws itself anew until nobody is at it any more; a form being filled in stays. */
(() => {
  const PAUSE = 3000;
  const parts = () => document.querySelectorAll("[data-progress]");
  const isBusy = () => document.querySelector("[data-busy]") !== null;
  const draw = async () => {
    const answer = await fetch(window.location.href).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    for (const part of page ? parts() : []) {
      const fresh = page.querySelector(`[data-progress="${part.dataset.progress}"]`);
      if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceWith(fresh);
    }
    if (isBusy()) setTimeout(draw, PAUSE);
  };
  if (isBusy()) setTimeout(draw, PAUSE);
})();
