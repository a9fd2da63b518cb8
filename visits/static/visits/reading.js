// How fast the page was for this reader, and whether the end of the text was seen; told once, on leaving.
(function (d, w) {
  var after = {}, worst = {}, said, end, c = w.navigator.connection;
  function watch(type, seen, more) {
    try {
      more = more || {};
      more.type = type;
      more.buffered = true;
      new PerformanceObserver(function (list) { list.getEntries().forEach(seen); }).observe(more);
    } catch (e) { /* a browser that does not measure this */ }
  }
  watch("largest-contentful-paint", function (e) { after.lcp = Math.round(e.startTime); });
  watch("layout-shift", function (e) {
    if (!e.hadRecentInput) after.cls = (after.cls || 0) + Math.round(e.value * 1e3);
  });
  watch("event", function (e) {
    if (e.interactionId) worst[e.interactionId] = Math.max(worst[e.interactionId] || 0, e.duration);
  }, { durationThreshold: 40 });
  function post(more) {
    var mark = d.querySelector("[data-view-page]");
    if (!mark || !w.viewId || !w.navigator.sendBeacon) return;
    w.navigator.sendBeacon(mark.getAttribute("data-view-url"), JSON.stringify({
      page: mark.getAttribute("data-view-page"), view: w.viewId, after: more
    }));
  }
  function tell() {
    var i;
    if (said || !w.viewId || d.visibilityState != "hidden") return;
    said = 1;
    for (i in worst) after.inp = Math.max(after.inp || 0, Math.round(worst[i]));
    if (after.lcp && after.cls == null) after.cls = 0;
    if (c) after.net = c.effectiveType;
    if (end) after.end = 1;
    post(after);
  }
  d.addEventListener("click", function (e) {
    var a = e.target.closest && e.target.closest("a[href]"), file = a && a.pathname.split("/tai-lieu/")[1];
    if (!a || !/^http/.test(a.protocol)) return;
    if (a.hostname != location.hostname) post({ went: a.hostname });
    else if (file) post({ file: file.split("/").pop() });
  });
  d.addEventListener("visibilitychange", tell);
  d.addEventListener("DOMContentLoaded", function () {
    var text = d.querySelector("[data-read-to-end]") || d.querySelector("main");
    function look() {
      var box = text && text.getBoundingClientRect();
      if (box && box.height && box.bottom <= w.innerHeight + 80) end = 1;
    }
    d.addEventListener("scroll", look, { passive: true });
    setTimeout(look, 1e3);
  });
})(document, window);
