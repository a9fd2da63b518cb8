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
    if (/\.doc$/i.test(file.name)) return "Word kiểu cũ: mở bằng Word, Lưu thành .docx";
    if (!/\.docx$/i.test(file.name)) return "không phải tệp .docx";
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
    const sum = files.reduce((total, file) => total + file.size, 0);
    const tooMuch = sum > Number(input.dataset.largestSum);
    list.replaceChildren();
    files.forEach((file) => {
      const why = problem(file);
      line(`${file.name} (${told(file.size)})${why ? `: ${why}` : ""}`, Boolean(why));
    });
    if (tooMuch) line(`Cộng lại ${told(sum)}: hãy nhập làm nhiều lần`, true);
    shown.hidden = files.length === 0;
    button.disabled = tooMuch || files.some((file) => file.size > Number(input.dataset.largestFile));
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
  form.addEventListener("submit", () => {
    button.classList.add("button-longrunning-active");
    button.querySelector("em").textContent = button.dataset.waiting;
    setTimeout(() => { button.disabled = true; });
  });
})();
