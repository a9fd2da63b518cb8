/* "Đã xem": takes one row off the list of what an import left out, without saving the article. */
(() => {
  if (window.portalOrigin) return;
  window.portalOrigin = true;
  const token = () => JSON.parse(document.getElementById("wagtail-config").textContent).CSRF_TOKEN;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-settle]");
    if (!button) return;
    button.disabled = true;
    const answer = await fetch(button.dataset.settle, {
      method: "POST",
      headers: { "X-CSRFToken": token() },
    }).catch(() => null);
    if (answer && answer.ok) {
      button.closest("li").remove();
    } else {
      button.disabled = false;
      button.textContent = "Chưa lưu được, bấm lại";
    }
  });
})();
