/* Pasting into "Đoạn văn": tables, lists of Word and pictures go by the server and come back as blocks. */
(() => {
  const STRUCTURE = /<table|<img|mso-list|<h[1-6]|font-family:\s*["']?\s*(\.vn|vni-)|face=["']?(\.vn|vni-)/i;
  const PICTURE = /^image\/(png|jpe?g|webp|avif|gif|bmp|heic|heif)$/i;
  const WORD = /\.(docx?|odt|rtf)$/i;
  const address = document.currentScript.dataset.pasteUrl;
  let replaying = false;

  const element = (thing) => (thing && thing[0]) || thing;
  const config = () => JSON.parse(document.getElementById("wagtail-config").textContent);
  const holds = (child, node) =>
    [child.element, child.container, child.block?.container]
      .map(element)
      .some((one) => one instanceof Element && one.contains(node));

  /* Wagtail keeps a stream's own object on the element that it drew (`w-block`). */
  const place = (editor) => {
    let node = editor;
    while (node && !node.rootBlock) node = node.parentElement;
    const stream = node?.rootBlock;
    const index = stream?.children?.findIndex((child) => holds(child, editor)) ?? -1;
    return stream?.insert && index >= 0 ? { stream, index } : null;
  };

  const status = (editor) => {
    const holder = editor.closest(".Draftail-Editor__wrapper, .w-field") || editor.parentElement;
    let line = holder.querySelector("[data-paste-status]");
    if (!line) {
      line = document.createElement("div");
      line.dataset.pasteStatus = "";
      line.className = "help-block help-info";
      line.setAttribute("role", "status");
      holder.append(line);
    }
    return line;
  };

  const say = (editor, lines) => {
    const box = status(editor);
    box.replaceChildren();
    const close = document.createElement("button");
    lines.forEach((words) => {
      const line = document.createElement("p");
      line.textContent = words;
      box.append(line);
    });
    box.hidden = !lines.length;
    if (!lines.length) return;
    close.type = "button";
    close.className = "button button-small button-secondary";
    close.textContent = "Đã xem";
    close.addEventListener("click", () => box.remove());
    box.append(close);
  };

  const pasteWords = (target, html, text) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", text);
    replaying = true;
    target.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
    replaying = false;
  };

  const bring = async (editor, target, form, text) => {
    say(editor, ["Đang dán, xin chờ…"]);
    const answer = await fetch(address, {
      method: "POST",
      body: form,
      headers: { "X-CSRFToken": config().CSRF_TOKEN },
    }).catch(() => null);
    const found = answer && answer.ok ? await answer.json() : null;
    if (!found) {
      say(editor, ["Chưa dán được bảng hoặc ảnh (mạng chậm hoặc hết phiên). Chữ đã được dán thường."]);
      if (text) pasteWords(target, "", text);
      return;
    }
    const there = place(editor);
    if (found.html || !there) {
      pasteWords(target, found.html, text);
    } else {
      found.blocks.forEach((block, n) => there.stream.insert(block, there.index + 1 + n, { animate: false }));
    }
    say(editor, found.missing.map((words) => `Chưa vào bài: ${words}`));
  };

  const sent = (html, files) => {
    const form = new FormData();
    if (html) form.append("html", new Blob([html], { type: "text/html" }), "clipboard.html");
    files.forEach((file) => form.append("files", file, file.name || "anh-dan.png"));
    return form;
  };

  document.addEventListener(
    "paste",
    (event) => {
      const editor = event.target.closest?.(".Draftail-Editor");
      if (!editor || replaying || !event.clipboardData) return;
      const html = event.clipboardData.getData("text/html");
      const text = event.clipboardData.getData("text/plain");
      const files = html ? [] : [...event.clipboardData.files].filter((file) => PICTURE.test(file.type));
      if (!STRUCTURE.test(html) && !files.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      bring(editor, event.target, sent(html, files), text);
    },
    true,
  );

  document.addEventListener(
    "drop",
    (event) => {
      const editor = event.target.closest?.(".Draftail-Editor");
      const files = editor ? [...(event.dataTransfer?.files || [])] : [];
      if (!files.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const pictures = files.filter((file) => PICTURE.test(file.type));
      if (pictures.length) bring(editor, event.target, sent("", pictures), "");
      else if (files.some((file) => WORD.test(file.name)))
        say(editor, ["Tệp Word: hãy dùng mục “Nhập từ Word” ở cột bên trái, máy sẽ chia sẵn thành bài nháp."]);
      else say(editor, ["Tệp này không dán vào đây được. Hãy thêm bằng khối “Tệp tải về”."]);
    },
    true,
  );
})();
