// The page's side of reading without a signal (docs/doc-khi-mat-mang.md): asks the worker to keep, to
// give back and to look again, and says what came of it.
(function (nav) {
  if (!("serviceWorker" in nav) || !window.caches) return;
  function each(selector, work) { Array.prototype.forEach.call(document.querySelectorAll(selector), work); }
  function list(selector, read) { return Array.prototype.map.call(document.querySelectorAll(selector), read).filter(Boolean); }

  function send(message, hear) {
    nav.serviceWorker.ready.then(function (registration) {
      var line = new MessageChannel();
      line.port1.onmessage = function (event) { if (hear) hear(event.data); };
      registration.active.postMessage(message, [line.port2]);
    });
  }

  // Asked for with the first thing that is saved: the browser then clears nothing by itself.
  function persist() { if (nav.storage && nav.storage.persist) nav.storage.persist().catch(function () {}); }

  function outcome(news) {
    if (!news.missing) return "";
    var why = news.full ? "máy hết chỗ, bà con xóa bớt ảnh, phim rồi lưu lại" : "mạng chập chờn, bà con lưu lại sau";
    return "Còn " + news.missing + " phần chưa lưu được: " + why + ".";
  }

  function offerToSave(button) {
    var here = location.pathname, news = document.querySelector("[data-save-news]"), word = button.querySelector("span");
    function say(text) { if (news) news.textContent = text; }
    function show(saved) {
      button.setAttribute("aria-pressed", String(!!saved));
      word.textContent = saved ? "Đã lưu" : "Lưu";
      button.hidden = false;
    }
    function isSaved() { return caches.open("da-luu").then(function (cache) { return cache.match(here); }); }
    function save() {
      var pictures = list("main img", function (one) { return one.currentSrc; });
      var files = list("main a[download],main audio", function (one) { return one.href || one.src; });
      persist();
      word.textContent = "Đang lưu…";
      send({ type: "save", pages: [here], files: pictures.concat(files) }, function (told) {
        if (!told.finished) return say("Đang lưu " + told.done + "/" + told.all);
        isSaved().then(function (saved) {
          show(saved);
          say(saved ? outcome(told) : "Chưa lưu được trang này. " + outcome(told));
        });
      });
    }
    isSaved().then(show);
    button.addEventListener("click", function () {
      say("");
      if (button.getAttribute("aria-pressed") !== "true") return save();
      send({ type: "drop", pages: [here] }, function () { show(false); });
    });
  }

  function megabytes(bytes) { return (bytes / 1048576).toFixed(1).replace(".", ",") + " MB"; }

  function offerBook(part) {
    var button = part.querySelector("button"), status = part.querySelector("[role=status]"), size = Number(part.getAttribute("data-size"));
    function say(text) { status.textContent = text; }
    function keep() {
      button.disabled = true;
      fetch(part.getAttribute("data-book")).then(function (answer) { return answer.json(); }).then(function (book) {
        send({ type: "save", pages: book.pages, files: book.files }, function (told) {
          if (!told.finished) return say("Đang lưu " + told.done + "/" + told.all + ". Bà con để trang này mở.");
          button.disabled = false;
          say(told.missing ? outcome(told) : "Đã lưu cả sổ. Khi mất mạng, mở mục “Trang đã lưu” ở cuối trang.");
        });
      }).catch(function () { button.disabled = false; say("Chưa nối được mạng nên chưa lưu được."); });
    }
    part.hidden = false;
    button.addEventListener("click", function () {
      persist();
      if (!nav.storage || !nav.storage.estimate) return keep();
      nav.storage.estimate().then(function (room) {
        var free = room.quota - room.usage;
        if (free > size * 4) return keep();  // kept pages are not compressed
        say("Máy chỉ còn " + megabytes(free) + ", không đủ chỗ. Bà con xóa bớt ảnh, phim rồi thử lại.");
      }, keep);
    });
  }

  function bringNews() {
    var link = nav.connection || {};
    if (link.saveData || /2g/.test(link.effectiveType || "")) return;
    var news = list("[data-latest] h3 a", function (one) { return one.pathname; });
    if (news.length) send({ type: "bring", pages: news.slice(0, 5) });
  }

  // A copy on the screen is told apart from the page of today as soon as the site has answered.
  var NEWS = {
    changed: "Đã có bản mới của trang này.",
    same: "Vừa so lại: bản lưu vẫn đúng với trang hiện nay.",
    gone: "Trang này đã được gỡ xuống; bản lưu cũng đã xóa."
  };
  function judge(state) {
    each("[data-kept]", function (note) {
      if (!NEWS[state]) return;
      note.querySelector("span").textContent = NEWS[state];
      note.querySelector("a").textContent = state === "changed" ? "Đọc bản mới" : "Tải lại";
      note.setAttribute("role", "status");
    });
  }

  function takeAway() {
    nav.serviceWorker.getRegistrations().then(function (all) { all.forEach(function (one) { one.unregister(); }); });
    caches.keys().then(function (names) { names.forEach(function (name) { caches.delete(name); }); });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var mark = document.querySelector("meta[name=doc-khi-mat-mang]");
    if (!mark) return takeAway();
    each("[data-save]", offerToSave);
    each("[data-book]", offerBook);
    nav.serviceWorker.addEventListener("message", function (event) { if (event.data.type === "checked") judge(event.data.state); });
    window.addEventListener("online", function () { send({ type: "signal" }); });
    window.addEventListener("load", function () {
      nav.serviceWorker.register(mark.getAttribute("content"), { updateViaCache: "none" }).catch(function () {});
      setTimeout(bringNews, 4000);
    });
  });
})(navigator);
