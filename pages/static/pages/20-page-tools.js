// Read aloud with the device's own Vietnamese voice, share through the device, copy the address.
(function (speech) {
  function first(selector) { return document.querySelector(selector); }
  function label(button, text) { button.querySelector("span").textContent = text; }

  // Only the innermost parts: a list's item is not read again with the paragraph inside it.
  function toRead() {
    var wanted = "h1,.sapo,.prose h2,.prose h3,.prose p,.prose li,.guide h2,.guide h3,.guide p,.guide li";
    return Array.prototype.filter.call(document.querySelectorAll("main article *,main h1,main .guide *"), function (part) {
      return part.matches(wanted) && !part.querySelector("p,li,h2,h3") && !part.closest("figure,.scroll,details,[hidden],.vh") && part.textContent.trim();
    });
  }

  // What voices read letter by letter, or as a word that is none.
  var ABBREVIATIONS = {
    "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "MTTQ": "Mặt trận Tổ quốc", "TTHC": "thủ tục hành chính",
    "CCHC": "cải cách hành chính", "CCCD": "căn cước công dân", "BHYT": "bảo hiểm y tế", "BHXH": "bảo hiểm xã hội",
    "KT-XH": "kinh tế xã hội", "ANTT": "an ninh trật tự", "QSDĐ": "quyền sử dụng đất", "GPLX": "giấy phép lái xe",
    "THCS": "trung học cơ sở", "THPT": "trung học phổ thông", "NTM": "nông thôn mới", "CNTT": "công nghệ thông tin",
    "VHXH": "văn hóa xã hội", "TDP": "tổ dân phố", "TP": "thành phố", "PCCC": "phòng cháy chữa cháy", "QĐ": "quyết định",
    "NĐ-CP": "nghị định của Chính phủ", "CT": "chủ tịch", "PCT": "phó chủ tịch", "ĐT": "điện thoại"
  };
  function spoken(text) {
    return text.replace(/\s+/g, " ").replace(/[A-ZĐ]+(?:-[A-ZĐ]+)?(?![A-Za-zÀ-ỹ])/g, function (letters, place, whole) {
      return /[A-Za-zÀ-ỹ]/.test(whole.charAt(place - 1)) ? letters : ABBREVIATIONS[letters] || letters;
    });
  }

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
      var parts = toRead();
      parts.forEach(function (part, number) {
        var words = new SpeechSynthesisUtterance(spoken(part.textContent));
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
