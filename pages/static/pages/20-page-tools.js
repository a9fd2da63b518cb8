// Read aloud with the device's own Vietnamese voice, share through the device, copy the address.
(function (speech) {
  function first(selector) { return document.querySelector(selector); }
  function label(button, text) { button.querySelector("span").textContent = text; }

  function offerToListen(button) {
    function voice() {
      return speech.getVoices().filter(function (one) { return /^vi/i.test(one.lang); })[0];
    }
    function show() { if (voice()) button.hidden = false; }
    function stop() { speech.cancel(); label(button, "Nghe"); }
    show();
    speech.onvoiceschanged = show;
    button.addEventListener("click", function () {
      if (speech.speaking) return stop();
      // paragraph by paragraph: long texts are cut off by some voices
      var parts = document.querySelectorAll("main h1,main .sapo,main .prose>:not(.figs,figure,.scroll),main .guide :is(h2,h3,p,li)");
      Array.prototype.forEach.call(parts, function (part, number) {
        var words = new SpeechSynthesisUtterance(part.textContent);
        words.voice = voice();
        words.lang = "vi-VN";
        if (number === parts.length - 1) words.onend = stop;
        speech.speak(words);
      });
      label(button, "Dừng");
    });
    window.addEventListener("pagehide", function () { speech.cancel(); });
  }

  function offerToShare(link) {
    link.addEventListener("click", function (event) {
      if (navigator.share) {
        event.preventDefault();
        navigator.share({ title: document.title, url: link.href }).catch(function () {});
      } else if (navigator.clipboard) {
        event.preventDefault();
        navigator.clipboard.writeText(link.href).then(function () { label(link, "Đã chép địa chỉ"); });
      }
    });
    label(link, navigator.share ? "Gửi qua ứng dụng khác" : "Chép địa chỉ");
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (speech && window.SpeechSynthesisUtterance && first("[data-listen]")) offerToListen(first("[data-listen]"));
    if (first("[data-share]")) offerToShare(first("[data-share]"));
  });
})(window.speechSynthesis);
