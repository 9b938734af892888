// Builds what the page shows. Text is always text here: nothing is parsed as HTML.

/** An element; members of `attributes` that start with `on` are listeners, false and undefined ones are left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== undefined) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== ""));
  return made;
}

/** A paragraph in which `code` stands between backticks. */
export function prose(text, attributes) {
  const parts = text.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));
  return element("p", attributes, parts);
}

/** A block of code under a title, with a button that copies it. */
export function codeBlock(title, text) {
  const code = element("code");
  const block = element(
    "div",
    {},
    element("div", { class: "head" }, element("h3", {}, title), copyButton(title, () => code.textContent)),
    element("pre", { tabindex: 0, role: "region", "aria-label": title }, code),
  );
  block.show = (shown) => {
    code.textContent = shown;
  };
  block.show(text);
  return block;
}

function copyButton(what, text) {
  const button = element("button", { type: "button", class: "copy", "aria-label": `Copy: ${what}` }, "Copy");
  button.addEventListener("click", async () => {
    await copy(text());
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = "Copy";
    }, 2000);
  });
  return button;
}

/** Works without HTTPS too, where browsers have no clipboard for scripts. */
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = element("textarea", { readonly: true, "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
