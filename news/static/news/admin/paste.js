/* Pasting into "Đoạn văn": tables, lists of Word and pictures go by the server and come back as blocks. */
(() => {
  const STRUCTURE =
    /<table|<img|mso-list|<h[1-6]|<[uo]l|<li|docs-internal-guid|font-family:\s*["']?\s*(\.vn|vni-)|face=["']?(\.vn|vni-)/i;
  const OWN = /data-draftail-content|data-editor=|data-offset-key/i; // cut here: the editor knows best
  const PICTURE = /^image\/(png|jpe?g|webp|avif|gif|bmp|heic|heif)$/i;
  const WORD = /\.(docx?|odt|rtf)$/i;
  const { pasteUrl: address, importUrl: importAddress } = document.currentScript.dataset;
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

  const pasteText = (target, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    replaying = true;
    target.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
    replaying = false;
  };

  /* Wagtail's own form field keeps its Draftail, whose state is Draft.js's. */
  const fieldOf = (editor) =>
    editor.closest(".Draftail-Editor__wrapper")?.parentElement.querySelector("[data-draftail-input], input[type=hidden]");

  /* Where the cursor is, what was selected taken out. */
  const atCursor = (state) => {
    const { Modifier } = window.DraftJS;
    const selection = state.getSelection();
    if (selection.isCollapsed()) return { content: state.getCurrentContent(), selection };
    const content = Modifier.removeRange(state.getCurrentContent(), selection, "forward");
    return { content, selection: content.getSelectionAfter() };
  };

  const change = (field, content, selection) => {
    const { EditorState } = window.DraftJS;
    const state = EditorState.push(field.draftailEditor.getEditorState(), content, "insert-fragment");
    field.draftailEditor.onChange(selection ? EditorState.forceSelection(state, selection) : state);
  };

  /* Lists, headings and several paragraphs stand in blocks of their own; one paragraph joins the sentence. */
  const insertWords = (field, raw) => {
    const { Modifier, convertFromRaw } = window.DraftJS;
    const fragment = convertFromRaw(raw).getBlockMap();
    let { content, selection } = atCursor(field.draftailEditor.getEditorState());
    const alone = fragment.size === 1 && fragment.first().getType() === "unstyled";
    const here = content.getBlockForKey(selection.getStartKey());
    if (!alone && here.getLength()) {
      const start = selection.getStartOffset();
      content = Modifier.splitBlock(content, selection);
      if (start === 0) {
        selection = selection.merge({ anchorOffset: 0, focusOffset: 0 });
      } else if (start < here.getLength()) {
        content = Modifier.splitBlock(content, selection);
        selection = content.getSelectionAfter();
      } else {
        selection = content.getSelectionAfter();
      }
      content = Modifier.setBlockType(content, selection, fragment.first().getType());
    }
    content = Modifier.replaceWithFragment(content, selection, fragment);
    change(field, content, content.getSelectionAfter());
  };

  /* The words behind the cursor leave the field, so that a table can stand before them. */
  const takeTail = (field) => {
    const { Modifier, ContentState, SelectionState, convertToRaw } = window.DraftJS;
    const before = atCursor(field.draftailEditor.getEditorState());
    const content = Modifier.splitBlock(before.content, before.selection);
    const first = content.getSelectionAfter().getStartKey();
    const isTail = (_, key) => key === first;
    const tail = content.getBlockMap().skipUntil(isTail).filter((block) => block.getText().trim());
    let head = content.getBlockMap().takeUntil(isTail);
    if (head.size > 1 && !head.last().getText()) head = head.butLast();
    if (!tail.size) return null;
    const end = head.last();
    const cursor = SelectionState.createEmpty(end.getKey()).merge({
      anchorOffset: end.getLength(),
      focusOffset: end.getLength(),
    });
    change(field, content.merge({ blockMap: head, selectionAfter: cursor }), cursor);
    return { type: "text", value: JSON.stringify(convertToRaw(ContentState.createFromBlockArray(tail.toArray()))) };
  };

  const isEmpty = (field) => !field.draftailEditor.getEditorState().getCurrentContent().hasText();

  /* Words go where the cursor is, tables and pictures below; what stood behind the cursor comes last. */
  const insertBlocks = (field, there, blocks) => {
    const left = [...blocks];
    const wordsOnly = left.length === 1 && left[0].type === "text";
    const tail = wordsOnly ? null : takeTail(field);
    if (left.length && left[0].type === "text") insertWords(field, JSON.parse(left.shift().value));
    if (tail) left.push(tail);
    left.forEach((block, n) => there.stream.insert(block, there.index + 1 + n, { animate: false }));
    if (left.length && isEmpty(field)) there.stream.deleteBlock?.(there.index);
  };

  /* Whoever sends the form waits until the words have come (desk/settle.js). */
  const bring = async (...what) => {
    document.dispatchEvent(new Event("words:coming"));
    try {
      await fetchAndInsert(...what);
    } finally {
      document.dispatchEvent(new Event("words:came"));
    }
  };

  const fetchAndInsert = async (editor, target, form, text) => {
    say(editor, ["Đang dán, xin chờ…"]);
    const answer = await fetch(address, {
      method: "POST",
      body: form,
      headers: { "X-CSRFToken": config().CSRF_TOKEN },
    }).catch(() => null);
    const found = answer && answer.ok ? await answer.json() : null;
    const field = fieldOf(editor);
    if (!found || !field?.draftailEditor || !window.DraftJS) {
      say(editor, ["Chưa dán được bảng hoặc ảnh (mạng chậm hoặc hết phiên). Chữ đã được dán thường."]);
      if (text) pasteText(target, text);
      return;
    }
    const there = place(editor);
    const missing = found.missing.map((words) => `Chưa vào bài: ${words}`);
    if (there) {
      insertBlocks(field, there, found.blocks);
    } else {
      found.blocks.filter((block) => block.type === "text").forEach((block) => insertWords(field, JSON.parse(block.value)));
      if (found.blocks.some((block) => block.type !== "text")) missing.push("Chưa vào bài: bảng và ảnh; ô này chỉ nhận chữ.");
    }
    say(editor.isConnected ? editor : document.querySelector(".Draftail-Editor"), missing);
  };

  /* A Word file dropped on the text: one click to the import, which makes a draft of it. */
  const offerImport = (editor) => {
    say(editor, ["Tệp Word không dán vào đây được: nhập cả tệp thì máy chia sẵn thành bài nháp, giữ bảng và ảnh."]);
    const link = document.createElement("a");
    link.href = importAddress;
    link.target = "_blank";
    link.className = "button button-small";
    link.textContent = "Mở “Nhập từ Word” ở thẻ mới";
    status(editor).querySelector("button").before(link, " ");
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
      if ((!STRUCTURE.test(html) || OWN.test(html)) && !files.length) return;
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
        offerImport(editor);
      else say(editor, ["Tệp này không dán vào đây được. Hãy thêm bằng khối “Tệp tải về”."]);
    },
    true,
  );
})();
