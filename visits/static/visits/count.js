// Tells the server, once, that this page was really shown to a person. Protocol: docs/dem-luot-xem.md
(function (d, w) {
  var mark, body, tries = 0, view = "", i, bytes = new Uint8Array(16);
  function send() {
    var x = new XMLHttpRequest();
    x.open("POST", mark.getAttribute("data-view-url"));
    x.onloadend = function () {
      // Lost on the way, too fast, or the database is busy: the same id again, twice at most.
      if ((!x.status || x.status == 429 || x.status > 499) && tries++ < 2) setTimeout(send, tries * 6e3);
    };
    x.send(body);
  }
  function shown() {
    mark = d.querySelector("[data-view-page]");
    if (!mark || body || d.prerendering || d.visibilityState == "hidden") return;
    w.crypto.getRandomValues(bytes);
    for (i = 0; i < 16; i++) view += (bytes[i] + 256).toString(16).slice(1);
    body = JSON.stringify({
      page: mark.getAttribute("data-view-page"),
      view: view,
      from: (d.referrer.split("/")[2] || "").split(":")[0],
      robot: w.navigator.webdriver ? 1 : 0
    });
    send();
  }
  ["DOMContentLoaded", "visibilitychange", "prerenderingchange"].forEach(function (e) {
    d.addEventListener(e, shown);
  });
})(document, window);
