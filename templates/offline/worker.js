// Reading without a signal. Only three things are ever kept: pages that were read, the site's own
// files, pictures of articles. Everything else (the admin, forms, files, the counter) passes by.
const SHELL = {{ shell|safe }};
const CLOSED = {{ closed|safe }};
const FRAME = "khung-{{ version }}", READ = "da-doc", SAVED = "da-luu", PICTURES = "anh";
const MOST = { [READ]: 40, [PICTURES]: 60 };
const PATIENCE = 8000;

self.addEventListener("install", (event) => event.waitUntil(
  caches.open(FRAME)
    .then((cache) => cache.addAll(SHELL.map((url) => new Request(url, { cache: "reload" }))))
    .then(() => self.skipWaiting())
));

self.addEventListener("activate", (event) => event.waitUntil(
  caches.keys()
    .then((names) => Promise.all(names
      .filter((name) => ![FRAME, READ, SAVED, PICTURES].includes(name))
      .map((name) => caches.delete(name))))
    .then(() => self.clients.claim())
));

self.addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("range")) return;
  if (CLOSED.some((path) => url.pathname.startsWith(path))) return;
  if (request.mode === "navigate") event.respondWith(page(event, request, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(event, request));
  else if (url.pathname.startsWith("/media/images/")) event.respondWith(picture(event, request));
});

// The network first; the copy when there is no answer, or none in time.
async function page(event, request, url) {
  const copy = await caches.match(request);
  try {
    // asks the server even where the browser's own store would do: what was published is seen at once
    const answer = await inTime(fetch(request, { cache: "no-cache" }), copy ? PATIENCE : 60000);
    if (mayKeep(answer, url)) event.waitUntil(keepPage(request, answer.clone()));
    return answer;
  } catch (error) {
    return copy || caches.match(SHELL[0]);
  }
}

function inTime(promise, limit) {
  return Promise.race([promise, new Promise((_, refuse) => setTimeout(refuse, limit))]);
}

function mayKeep(answer, url) {
  const type = answer.headers.get("Content-Type") || "", rule = answer.headers.get("Cache-Control") || "";
  return answer.ok && answer.type === "basic" && !answer.redirected && !url.search
    && type.startsWith("text/html") && !/private|no-store/.test(rule);
}

async function keepPage(request, answer) {
  const saved = await caches.open(SAVED);
  if (await saved.match(request)) return saved.put(request, answer);
  return put(READ, request, answer);
}

// Names of the site's files change with their content, so a copy is as good as the file.
async function file(event, request) {
  const named = /\.[0-9a-f]{12}\./.test(request.url), copy = await caches.match(request);
  if (copy && named) return copy;
  try {
    const answer = await fetch(request);
    if (answer.ok && named) event.waitUntil(put(FRAME, request, answer.clone()));
    return answer;
  } catch (error) {
    return copy || Response.error();
  }
}

async function picture(event, request) {
  const copy = await caches.match(request);
  if (copy) return copy;
  const answer = await fetch(request);
  if (answer.ok) event.waitUntil(put(PICTURES, request, answer.clone()));
  return answer;
}

async function put(name, request, answer) {
  const cache = await caches.open(name);
  await cache.delete(request);
  await cache.put(request, answer);
  const keys = await cache.keys();
  const extra = keys.length - (MOST[name] || keys.length);
  await Promise.all(keys.slice(0, Math.max(0, extra)).map((old) => cache.delete(old)));
}
