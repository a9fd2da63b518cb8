// Tells the server, once, that this page was really shown to a person. Protocol: docs/dem-luot-xem.md
(function (d, w) {
  var mark, body, id = "", tries = 0, busy, timer, p = w.performance || {}, i, bytes = [];
  function later() {
    clearTimeout(timer);
    // Jitter: after an outage a whole valley comes back at once.
    if (body && tries < 9) timer = setTimeout(send, (5 + 9 * Math.random()) * 1e3 * Math.min(++tries, 6));
  }
  function send() {
    if (!body || busy) return;
    busy = 1;
    var x = new XMLHttpRequest();
    x.open("POST", mark.getAttribute("data-view-url"));
    x.timeout = 3e4;
    x.onreadystatechange = function () {
      if (x.readyState < 4) return;
      busy = 0;
      // Lost on the way, too fast, or the database is busy: the same id again.
      if (!x.status || x.status == 429 || x.status > 499) later(); else body = 0;
    };
    x.send(body);
  }
  function shown() {
    mark = mark || d.querySelector("[data-view-page]");
    if (!mark || d.prerendering || d.visibilityState == "hidden") return;
    if (id) return tries && setTimeout(send, 3e3 * Math.random());
    try { w.crypto.getRandomValues(bytes = new Uint8Array(16)); } catch (e) { bytes = []; }
    for (i = 0; i < 16; i++) id += ((i in bytes ? bytes[i] : Math.random() * 256 | 0) + 256).toString(16).slice(1);
    // 1: the browser calls it a reload or a return, 0: it does not, -1: it cannot say.
    var n = p.getEntriesByType && p.getEntriesByType("navigation")[0], t = n ? n.type : (p.navigation || {}).type;
    body = JSON.stringify({
      page: mark.getAttribute("data-view-page"),
      view: w.viewId = id,
      from: (d.referrer.split("/")[2] || "").split(":")[0],
      mark: (/[?&](?:utm_source|qr)=([\w.-]{1,60})/.exec(location.search) || [])[1],
      again: t == null ? -1 : +(t == 1 || t == 2 || /^(rel|back)/.test(t)),
      found: /\/tim-kiem\//.test(d.referrer) ? 1 : 0,
      robot: w.navigator.webdriver ? 1 : 0
    });
    send();
  }
  ["DOMContentLoaded", "visibilitychange", "prerenderingchange"].forEach(function (e) {
    d.addEventListener(e, shown);
  });
  w.addEventListener("online", shown);
  w.addEventListener("pagehide", function () {
    // Gone before it was told: the browser may still deliver it.
    if (tries && body && w.navigator.sendBeacon) w.navigator.sendBeacon(mark.getAttribute("data-view-url"), body);
  });
})(document, window);
