/* Lets the editor settle before a form is sent.

   The text field hands over what was typed a quarter of a second later, and on a slow line the
   first automatic save of a new page may still be on its way: a button pressed before that would
   lose the last words, or make the page twice. Such a press waits and is then done by itself;
   and while the answer to it is on its way, nothing is saved automatically any more. */
(function () {
  "use strict";
  var QUIET = 600;
  var LONGEST_WAIT = 30000;
  var LONGEST_ANSWER = 60000;
  var typedAt = 0;
  var saving = false;
  var coming = 0;
  var held = null;
  var passing = false;
  var sentAt = 0;

  function noteTyping(event) {
    if (event.target.closest && event.target.closest(".Draftail-Editor")) typedAt = Date.now();
  }
  ["keydown", "input", "paste", "drop", "compositionend"].forEach(function (name) {
    document.addEventListener(name, noteTyping, true);
  });
  // What was pasted comes back from the server, however long that takes.
  document.addEventListener("words:coming", function () { coming += 1; });
  document.addEventListener("words:came", function () { coming -= 1; typedAt = Date.now(); });
  /* What changes while an automatic save is on its way: Wagtail takes it for saved when the answer comes. */
  var BOOKKEEPING = /^(csrfmiddlewaretoken|next|comments-.*|(overwrite|loaded)_revision_.*)$/;
  var sentShape = null;
  var resentShape = null;
  function shapeOf(data) {
    return Array.from(data).filter(function (pair) {
      return typeof pair[1] === "string" && !BOOKKEEPING.test(pair[0]);
    }).map(function (pair) { return pair.join("="); }).join("\n");
  }
  document.addEventListener("w-autosave:save", function (event) {
    if (event.detail && event.detail.formData) sentShape = shapeOf(event.detail.formData);
  });
  document.addEventListener("w-autosave:success", function (event) {
    var form = event.target;
    if (!form.matches || !form.matches("[data-edit-form]")) return;
    window.setTimeout(function () {
      var now = shapeOf(new FormData(form));
      if (now === sentShape || now === resentShape || Date.now() - sentAt < LONGEST_ANSWER) return;
      resentShape = now;
      form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
    });
  });
  document.addEventListener("w-autosave:save", function (event) {
    if (Date.now() - sentAt < LONGEST_ANSWER) event.preventDefault();
    window.setTimeout(function () { saving = !event.defaultPrevented; });
  });
  ["w-autosave:success", "w-autosave:error"].forEach(function (name) {
    document.addEventListener(name, function () { saving = false; });
  });

  document.addEventListener("submit", function (event) {
    if (!event.defaultPrevented && event.target.matches("[data-edit-form]")) sentAt = Date.now();
  });
  window.addEventListener("pageshow", function () { sentAt = 0; });

  // "Continue" after a conflict presses the button for the person and lets it through in that moment
  // only: held back, it would meet the same question again, for ever.
  var decided = false;
  document.addEventListener("w-dialog:confirmed", function () {
    decided = true;
    window.setTimeout(function () { decided = false; });
  }, true);

  function settled() {
    return !saving && !coming && Date.now() - typedAt > QUIET;
  }
  function pressWhenSettled(since) {
    if (!settled() && Date.now() - since < LONGEST_WAIT) {
      window.setTimeout(pressWhenSettled, 100, since);
      return;
    }
    var button = held;
    held = null;
    button.removeAttribute("aria-busy");
    passing = true;
    button.click();
    passing = false;
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-edit-form] button");
    if (!button || button.type !== "submit" || passing || decided || (!held && settled())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (held) return;
    held = button;
    button.setAttribute("aria-busy", "true");
    pressWhenSettled(Date.now());
  }, true);
})();
