// Reading without a signal. The protocol, event by event, is docs/doc-khi-mat-mang.md; the words here
// are its words. Kept are only pages that were read or saved, what they need to be seen, and the
// forms and recordings of saved guides. The admin, forms that are sent and the counter pass by.
const SHELL = {{ shell|safe }}, CLOSED = {{ closed|safe }}, OWN_QUERY = {{ own_query|safe }};
const OFFLINE = "{{ offline }}", SEARCH = "{{ search }}";
const FRAME = "khung-{{ version }}", FILES = "tep", READ = "da-doc", SAVED = "da-luu", PICTURES = "anh", KEPT = "da-luu-tep";
const MOST = { [READ]: 40, [PICTURES]: 60 };
const PATIENCE = 4000, LONGEST = 60000, BETWEEN_SWEEPS = 30 * 60000, KEPT_AT = "X-Kept-At";

self.addEventListener("install", (event) => event.waitUntil(
  refreshFrame("reload").then(sweptNow).then(() => self.skipWaiting())
));

self.addEventListener("activate", (event) => event.waitUntil(
  caches.keys()
    .then((names) => Promise.all(names
      .filter((name) => ![FRAME, FILES, READ, SAVED, PICTURES, KEPT].includes(name))
      .map((name) => caches.delete(name))))
    .then(() => self.clients.claim())
));

self.addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url), path = url.pathname;
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (CLOSED.some((closed) => path.startsWith(closed)) || isAdmin(path)) return;
  if (path.startsWith("/tai-lieu/")) event.respondWith(attachment(request, url));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (/^\/(static|mau)\//.test(path)) event.respondWith(file(event, request));
  else if (path.startsWith("/media/images/")) event.respondWith(picture(event, request));
});

self.addEventListener("message", (event) => {
  const told = event.data, port = event.ports[0];
  if (told.type === "signal") event.waitUntil(signal());
  if (told.type === "bring") event.waitUntil(bring(told.pages));
  if (told.type === "save") event.waitUntil(save(told, (news) => port && port.postMessage(news)));
  if (told.type === "drop") event.waitUntil(drop(told.pages).then(() => port && port.postMessage({ finished: true })));
});

// The admin's address is known by a number (offline.views.mark_of): the worker is read by everybody.
function isAdmin(path) {
  const start = path.split("/", {{ admin_parts }} + 1).slice(1).join("/") + "/";
  let mark = 2166136261;
  for (const letter of start) mark = Math.imul(mark ^ letter.charCodeAt(0), 16777619);
  return mark >>> 0 === {{ admin_mark }};
}

// --- One page, asked for by a reader --------------------------------------------------------------

// The network first. The copy, which says that it is one, when there is no answer, none in time or
// only a failure; a late answer still corrects the copy and the reader is told.
async function page(event, url) {
  const key = keyOf(url), copy = await copyOf(url);
  const asked = ask(url), settled = asked.then((answer) => settle(key, answer.clone())).catch(() => "lost");
  event.waitUntil(settled);
  let answer = null;
  try {
    answer = await inTime(asked, copy ? PATIENCE : LONGEST);
  } catch (error) {
    if (!copy || SHELL.includes(url.pathname)) return copy || withoutCopy();
    event.waitUntil(settled.then((state) => tell(url.pathname, state)));
  }
  if (answer && !(copy && (answer.status >= 500 || answer.status === 429))) {
    event.waitUntil(sweep(false).catch(() => {}));
    return answer;
  }
  return marked(copy, answer ? "Trang đang bận" : "Chưa nối được mạng");
}

// Not `fetch(request, …)`: Chromium of 2018 makes no new request of one that navigates. It asks the
// server even where the browser's own store would do: what was published is seen at once.
function ask(url) {
  return fetch(url.href.split("#")[0], {
    credentials: "same-origin", redirect: "manual", cache: "no-cache", headers: { Accept: "text/html,*/*;q=0.8" }
  });
}

function inTime(promise, limit) {
  return Promise.race([promise, new Promise((_, refuse) => setTimeout(refuse, limit))]);
}

function withoutCopy() {
  return caches.match(OFFLINE).then((found) => found || Response.error());
}

// What was kept says so, in the page itself: no script of a later release has to understand it.
async function marked(copy, why) {
  const html = await copy.text(), at = Number(copy.headers.get(KEPT_AT));
  const day = at ? " ngày " + new Date(at).toLocaleDateString("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric" }) : "";
  const note = `<aside class="alert" data-kept aria-label="Bản lưu"><div class="wrap"><p><strong>Bản lưu${day}.</strong> <span>${why}, nội dung có thể đã thay đổi.</span> <a href="">Tải lại</a></p></div></aside>`;
  return new Response(html.replace(/<main[^>]*>/, (main) => main + note), { headers: copy.headers });
}

// --- What an answer does to the copy ----------------------------------------------------------------

// "gone", "changed", "same", "kept" (the first copy) or "left" (no reason to touch the copy).
async function settle(key, answer) {
  if (!key) return "left";
  if (answer.status === 404 || answer.status === 410) return (await forget(key)) ? "gone" : "left";
  if (answer.type === "opaqueredirect") return moved(key);
  return mayKeep(answer, key) ? keep(key, await answer.text(), answer.headers) : "left";
}

function mayKeep(answer, key) {
  const type = answer.headers.get("Content-Type") || "", rule = answer.headers.get("Cache-Control") || "";
  return key && answer.status === 200 && answer.type === "basic" && !answer.redirected
    && type.startsWith("text/html") && !/private|no-store/.test(rule);
}

async function keep(key, html, headers, name) {
  const saved = await caches.open(SAVED), isSaved = name === SAVED || !!(await saved.match(key));
  const before = await textOf(key);
  await keepFilesOf(html);
  const kept = new Headers(headers);
  kept.delete("Content-Encoding");
  kept.set(KEPT_AT, String(Date.now()));
  await put(isSaved ? SAVED : READ, key, new Response(html, { headers: kept }));
  if (isSaved) (await caches.open(READ)).delete(key);
  return before === null ? "kept" : essence(before) === essence(html) ? "same" : "changed";
}

// Counters and "now online" change with every minute; only the words in the middle count.
function essence(html) {
  const middle = /<main[^>]*>([^]*)<\/main>/.exec(html);
  return (middle ? middle[1] : html).replace(/<aside class="rail"[^]*/, "").replace(/[\d.]+ lượt xem/, "");
}

async function moved(key) {
  const answer = await fetch(key, { cache: "no-cache" }), url = new URL(answer.url);
  if (!answer.ok || url.origin !== location.origin || !answer.redirected) return "left";
  const isSaved = !!(await (await caches.open(SAVED)).match(key));
  if (!(await forget(key)) || !keyOf(url)) return "left";
  await keep(keyOf(url), await answer.text(), answer.headers, isSaved ? SAVED : READ);
  return "changed";
}

async function forget(key) {
  const gone = await Promise.all([SAVED, READ].map((name) => caches.open(name).then((cache) => cache.delete(key))));
  return gone.includes(true);
}

// --- When the signal is back, and now and then: every copy is compared with the site -------------------

// "Online" is said before the way is free: a sweep that fails at once is tried again.
async function signal() {
  for (const pause of [0, 2000, 8000]) {
    await new Promise((go) => setTimeout(go, pause));
    const isDone = await sweep(true).then(() => true, () => false);
    if (isDone) return;
  }
}

async function sweep(isCalled) {
  const frame = await caches.open(FRAME), last = await frame.match("/lan-kiem-truoc");
  if (!isCalled && last && Date.now() - Number(await last.text()) < BETWEEN_SWEEPS) return;
  await sweptNow();
  const lean = (self.navigator.connection || {}).saveData;
  for (const name of lean ? [SAVED] : [SAVED, READ])
    for (const request of await (await caches.open(name)).keys()) {
      const url = new URL(request.url);
      tell(url.pathname, await settle(keyOf(url), await ask(url)));
    }
  await refreshFrame("no-cache");
  await tidy();
}

async function sweptNow() {
  return (await caches.open(FRAME)).put("/lan-kiem-truoc", new Response(String(Date.now())));
}

// The saved list and the page for the worst day: their hotline and banner are those of the last signal.
async function refreshFrame(how) {
  const frame = await caches.open(FRAME);
  for (const path of SHELL) {
    const answer = await fetch(path, { cache: how });
    if (!answer.ok || answer.redirected) throw new Error(path);
    const html = path.endsWith("/") ? await answer.clone().text() : "";
    await keepFilesOf(html, how);
    await frame.put(path, answer);
  }
}

async function tell(path, state) {
  const windows = await self.clients.matchAll({ type: "window" });
  windows.forEach((one) => { if (new URL(one.url).pathname === path) one.postMessage({ type: "checked", state }); });
}

// --- Kept on purpose -----------------------------------------------------------------------------------

// Reports {done, all} on the way and {finished, missing, full} at the end: nothing is lost silently.
async function save(told, report) {
  let done = 0, missing = 0, full = false;
  const files = told.files || [], all = told.pages.length + files.length;
  const one = async (work) => {
    if (full) return missing++;
    try {
      if (!(await work())) missing++;
    } catch (error) {
      missing++;
      full = error && error.name === "QuotaExceededError";
    }
    report({ done: ++done, all });
  };
  for (const path of told.pages) await one(async () => {
    const url = new URL(path, location.origin), answer = await ask(url);
    if (!mayKeep(answer, keyOf(url))) return false;
    await keep(keyOf(url), await answer.text(), answer.headers, SAVED);
    return true;
  });
  for (const address of files) await one(async () => {
    const kept = await caches.open(KEPT);
    if (await kept.match(address)) return true;
    const answer = (await caches.match(address)) || await fetch(address);
    if (!answer.ok) return false;
    await kept.put(address, answer);
    return true;
  });
  report({ finished: true, missing, full });
}

async function drop(paths) {
  for (const path of paths) await forget(keyOf(new URL(path, location.origin)));
  await tidy();
}

async function bring(paths) {
  for (const path of paths) {
    const url = new URL(path, location.origin);
    if (!(await copyOf(url))) await settle(keyOf(url), await ask(url));
  }
}

// --- What pages need to be seen ------------------------------------------------------------------------

async function file(event, request) {
  const named = /\.[0-9a-f]{12}\.|\/mau\//.test(request.url), copy = await caches.match(request);
  if (copy && named) return copy;  // its name changes with its content: a copy is as good as the file
  try {
    const answer = await fetch(request);
    if (answer.ok && (named || copy || /woff2/.test(request.url))) event.waitUntil(put(FILES, request, answer.clone()));
    return answer;
  } catch (error) {
    return copy || Response.error();
  }
}

async function keepFilesOf(html, how) {
  const files = await caches.open(FILES);
  for (const path of filesOf(html))
    if (how || !(await files.match(path)))
      await fetch(path, { cache: how === "reload" ? how : "default" })
        .then((answer) => answer.ok && files.put(path, answer)).catch((error) => { if (how === "reload") throw error; });
}

function filesOf(html) {
  return (html.match(/(?:href|src)="\/(?:static|mau)\/[^"]+/g) || []).map((found) => found.split('"')[1]);
}

async function picture(event, request) {
  const copy = await caches.match(request);
  if (copy) return copy;
  const answer = await fetch(request);
  if (answer.status === 200) event.waitUntil(put(PICTURES, request, answer.clone()).catch(() => {}));
  return answer;
}

// Forms and recordings of saved guides. A player asks for parts of a recording.
async function attachment(request, url) {
  const copy = await caches.match(url.pathname), range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("Range") || "");
  if (!copy) return fetch(request);
  if (!range) return fetch(request).catch(() => copy);
  const whole = await copy.blob(), first = Number(range[1]), last = Math.min(range[2] ? Number(range[2]) : whole.size, whole.size - 1);
  const headers = { "Content-Type": copy.headers.get("Content-Type"), "Content-Range": `bytes ${first}-${last}/${whole.size}` };
  return new Response(whole.slice(first, last + 1), { status: 206, headers });
}

// Files that no kept page names any more, and files of saved pages that were given back.
async function tidy() {
  const saved = await textsIn(SAVED), read = await textsIn(READ), frame = await textsIn(FRAME);
  const isNamed = (texts) => (path) => texts.some((text) => text.includes(path));
  await clear(FILES, (path) => !/woff2/.test(path) && !isNamed([...saved, ...read, ...frame])(path));
  await clear(KEPT, (path) => !isNamed(saved)(path));
}

async function clear(name, isUnused) {
  const cache = await caches.open(name);
  for (const request of await cache.keys())
    if (isUnused(decodeURI(new URL(request.url).pathname)) && isUnused(new URL(request.url).pathname)) await cache.delete(request);
}

// --- Keys and drawers ----------------------------------------------------------------------------------

// A page is known by its path; the trail that somebody's share hung on it says nothing. The page number
// of a list and its month are part of it; any other query is a question, whose answer is not kept.
function keyOf(url) {
  const asked = Array.from(url.searchParams).filter(([name]) => !/^(utm_\w+|fbclid|gclid|zarsrc|_zsource|zalo\w*|gidzl)$/.test(name));
  if (asked.some(([name]) => !OWN_QUERY.includes(name)) || url.pathname === SEARCH) return "";
  const query = asked.sort().map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return url.pathname + (query ? "?" + query : "");
}

async function copyOf(url) {
  if (url.pathname === SEARCH) return null;
  const paths = [keyOf(url), url.pathname, url.pathname.replace(/\/?$/, "/")].filter(Boolean);
  for (const name of [SAVED, READ, FRAME]) {
    const cache = await caches.open(name);
    for (const path of paths) {
      const found = await cache.match(path);
      if (found) return found;
    }
  }
  return null;
}

async function textOf(key) {
  for (const name of [SAVED, READ]) {
    const found = await (await caches.open(name)).match(key);
    if (found) return found.text();
  }
  return null;
}

async function textsIn(name) {
  const cache = await caches.open(name), texts = [];
  for (const request of await cache.keys())
    if (!/\.\w+$/.test(new URL(request.url).pathname)) texts.push(await (await cache.match(request)).text());
  return texts;
}

async function put(name, request, answer) {
  const cache = await caches.open(name), again = answer.clone();
  await cache.delete(request);
  try {
    await cache.put(request, answer);
  } catch (error) {
    if (name === SAVED || name === KEPT || error.name !== "QuotaExceededError") throw error;
    await shrink(cache, 0.5);  // the device is full: what was only read gives way
    await cache.put(request, again).catch(() => {});
  }
  const keys = await cache.keys(), extra = keys.length - (MOST[name] || keys.length);
  await Promise.all(keys.slice(0, Math.max(0, extra)).map((old) => cache.delete(old)));
}

async function shrink(cache, share) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.ceil(keys.length * share)).map((old) => cache.delete(old)));
}
