/* Says before the upload what would be refused after it; without this script the form works too. */
(() => {
  const form = document.querySelector("[data-word-import]");
  if (!form) return;
  const input = form.querySelector("[data-largest-file]");
  const drop = form.querySelector("[data-word-drop]");
  const shown = form.querySelector("[data-word-list]");
  const list = shown.querySelector("ul");
  const button = form.querySelector("[data-word-submit]");
  const told = (size) => size < 1048576
    ? `${Math.ceil(size / 1024)} KB`
    : `${(size / 1048576).toFixed(1).replace(".", ",")} MB`;

  const problem = (file) => {
    if (/\.docm$/i.test(file.name)) return "có macro, không nhận";
    if (/\.pdf$/i.test(file.name)) return "tệp PDF: đưa vào mục Tài liệu, không nhập thành bài được";
    if (!/\.(docx?|odt|rtf|mht|xml)$/i.test(file.name)) return "không phải tệp Word";
    if (file.size > Number(input.dataset.largestFile)) return "quá 40 MB: nén ảnh trong Word rồi thử lại";
    return "";
  };

  const line = (words, wrong) => {
    const item = document.createElement("li");
    item.textContent = words;
    item.classList.toggle("is-wrong", wrong);
    list.append(item);
  };

  const show = () => {
    const files = [...input.files];
    list.replaceChildren();
    files.forEach((file) => {
      const why = problem(file);
      line(`${file.name} (${told(file.size)})${why ? `: ${why}` : ""}`, Boolean(why));
    });
    shown.hidden = files.length === 0;
    button.disabled = files.some((file) => file.size > Number(input.dataset.largestFile));
  };

  const hover = (over) => (event) => {
    event.preventDefault();
    drop.classList.toggle("is-over", over);
  };

  input.addEventListener("change", show);
  drop.addEventListener("dragover", hover(true));
  drop.addEventListener("dragleave", hover(false));
  drop.addEventListener("drop", (event) => {
    hover(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    show();
  });
  /* One request for each file: none takes long, and a broken line costs only the file in hand. */
  const send = async (file, goOn) => {
    const data = new FormData(form);
    data.delete("files");
    data.append("files", file);
    data.set("go_on", goOn ? "on" : "");
    const response = await fetch(form.action, { method: "POST", body: data });
    if (!response.ok || !response.redirected) throw new Error(response.status);
    return response.url;
  };

  const sendAll = async (files) => {
    const words = button.querySelector("em");
    let report = "";
    for (const [place, file] of files.entries()) {
      words.textContent = `Đang nhập ${place + 1}/${files.length}: ${file.name}`;
      report = await send(file, place > 0);
    }
    window.location.assign(report);
  };

  form.addEventListener("submit", (event) => {
    const files = [...input.files];
    button.querySelector("em").textContent = button.dataset.waiting;
    setTimeout(() => { button.disabled = true; });
    if (files.length < 2) return;
    event.preventDefault();
    sendAll(files).catch(() => {
      line("Đường truyền bị ngắt. Các tệp trước đó đã thành bài nháp; hãy tải lại trang rồi nhập các tệp còn lại.", true);
      button.querySelector("em").textContent = "Nhập thành bài nháp";
      shown.hidden = false;
    });
  });
})();
