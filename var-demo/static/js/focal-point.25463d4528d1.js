// The picture's focal point: set by a click, or by arrow keys on the mark; the number fields stay the truth.
const STEP = 0.02;

function clamp(value) {
  return Math.min(1, Math.max(0, Number.isFinite(value) ? value : 0.5));
}

function start(picker) {
  const inputX = document.querySelector("#id_focal_x");
  const inputY = document.querySelector("#id_focal_y");
  if (!inputX || !inputY) return; // somebody who may only look
  const image = picker.querySelector("img");
  const previews = document.querySelectorAll("[data-focal-preview]");
  const mark = document.createElement("button");
  mark.type = "button";
  mark.className = "focal-mark";
  mark.setAttribute("aria-label", picker.dataset.label);
  picker.append(mark);
  picker.classList.add("is-ready");

  function read() {
    return { x: clamp(parseFloat(inputX.value)), y: clamp(parseFloat(inputY.value)) };
  }

  function draw() {
    const { x, y } = read();
    mark.style.left = `${x * 100}%`;
    mark.style.top = `${y * 100}%`;
    previews.forEach((preview) => (preview.style.objectPosition = `${x * 100}% ${y * 100}%`));
  }

  function set(x, y) {
    inputX.value = clamp(x).toFixed(2);
    inputY.value = clamp(y).toFixed(2);
    inputX.dispatchEvent(new Event("change", { bubbles: true }));
    draw();
  }

  function setFrom(event) {
    const frame = image.getBoundingClientRect();
    set((event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height);
  }

  picker.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    picker.setPointerCapture(event.pointerId);
    setFrom(event);
    mark.focus();
  });
  picker.addEventListener("pointermove", (event) => {
    if (picker.hasPointerCapture(event.pointerId)) setFrom(event);
  });
  mark.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const { x, y } = read();
    set(x + move[0], y + move[1]);
  });
  [inputX, inputY].forEach((input) => input.addEventListener("input", draw));
  draw();
}

document.querySelectorAll("[data-focal-picker]").forEach(start);
