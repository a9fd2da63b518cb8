/* Takes photos that were shared to the installed admin over to the form; everything else passes. */
"use strict";
var SHELF = "desk-shared";
self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", function (event) {
  var address = new URL(event.request.url);
  if (event.request.method !== "POST" || address.pathname !== "{{ shared }}") return;
  event.respondWith(take(event.request));
});
function take(request) {
  return Promise.all([request.formData(), caches.delete(SHELF)]).then(function (both) {
    var sent = both[0];
    var files = sent.getAll("photos").filter(function (one) { return one instanceof File; });
    var words = ["title", "text", "url"].map(function (name) { return sent.get(name) || ""; });
    return caches.open(SHELF).then(function (shelf) {
      var kept = files.map(function (file, number) {
        var named = { "Content-Type": file.type || "application/octet-stream", "X-Name": encodeURIComponent(file.name) };
        return shelf.put("{{ form }}chung/" + number, new Response(file, { headers: named }));
      });
      kept.push(shelf.put("{{ form }}chung/chu", new Response(JSON.stringify(words))));
      return Promise.all(kept);
    });
  }).then(function () {
    return Response.redirect("{{ form }}?chung=1", 303);
  });
}
