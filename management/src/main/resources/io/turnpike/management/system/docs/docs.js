// Starts the page: the list of operations, and the one that the address names.

import { CallForm } from "/docs/call.js";
import { Credentials } from "/docs/credentials.js";
import { Description } from "/docs/description.js";
import { codeBlock, element, prose } from "/docs/page.js";
import { SchemaView, about } from "/docs/schema.js";

const main = document.getElementById("main");
const navigation = document.getElementById("navigation");
const search = document.getElementById("search");
const menu = document.getElementById("menu");
let description;
let form;

const credentials = new Credentials(document.getElementById("signin"), document.getElementById("credentials"), () => form?.update());

function list() {
  const found = description.search(search.value);
  const groups = description.byTag(found).map(({ tag, operations }) =>
    element(
      "details",
      { open: Boolean(search.value) || operations.some((operation) => operation.operationId === chosen()) },
      element("summary", {}, tag.name),
      element("ul", {}, operations.map(link)),
    ),
  );
  document.getElementById("operations").replaceChildren(...groups);
  document.getElementById("found").textContent = search.value ? `${found.length} of ${description.operations.length} operations` : "";
}

function link(operation) {
  return element(
    "li",
    {},
    element(
      "a",
      { href: `#${operation.operationId}`, title: operation.path, "aria-current": operation.operationId === chosen() && "page" },
      method(operation),
      element("span", {}, operation.summary, search.value && element("span", { class: "tail" }, shortPath(operation))),
    ),
  );
}

function shortPath(operation) {
  return operation.path.replace(/^\/v1(\/organizations\/\{org\}(?=\/))?/, "");
}

function method(operation) {
  return element("span", { class: `method ${operation.method}` }, operation.method.toUpperCase());
}

function chosen() {
  return decodeURIComponent(location.hash.slice(1));
}

function show() {
  const operation = description.operation(chosen());
  form = operation && new CallForm(description, operation, credentials);
  main.replaceChildren(...(operation ? [article(operation)] : welcome()));
  document.title = `${operation ? `${operation.summary} · ` : ""}Turnpike management API`;
  navigation.querySelectorAll("a").forEach((each) => {
    const isCurrent = each.hash === `#${chosen()}`;
    isCurrent ? each.setAttribute("aria-current", "page") : each.removeAttribute("aria-current");
    if (isCurrent) {
      each.closest("details").open = true;
    }
  });
}

function welcome() {
  const groups = description.byTag(description.operations).map(({ tag, operations }) =>
    element(
      "section",
      { class: "panel" },
      element("h2", {}, tag.name),
      prose(tag.description),
      element("ul", { class: "members" }, operations.map((operation) => element("li", {}, link(operation).firstChild))),
    ),
  );
  const paragraphs = description.document.info.description.split("\n\n").map((text) => prose(text));
  return [element("h1", {}, description.document.info.title), ...paragraphs, ...groups];
}

function article(operation) {
  const permission = operation["x-turnpike-permission"];
  return element(
    "article",
    { class: "operation" },
    element(
      "div",
      {},
      element("h1", {}, operation.summary),
      element("div", { class: "path" }, method(operation), element("span", {}, operation.path)),
      element(
        "ul",
        { class: "facts" },
        element("li", {}, operation.tags.join(", ")),
        element("li", {}, permission === "NONE" ? "No credentials needed" : element("span", {}, "Needs ", element("code", {}, permission))),
      ),
      element("button", { type: "button", class: "jump", onclick: () => form.node.scrollIntoView() }, "Send a call"),
      ...parameters(operation),
      ...request(operation),
      ...Object.entries(operation.responses).flatMap(([status, response]) => answer(operation, status, response)),
      ...refusals(operation),
    ),
    element("div", { class: "try" }, form.node),
  );
}

function parameters(operation) {
  const items = operation.parameters.map((parameter) =>
    element(
      "li",
      {},
      element(
        "div",
        { class: "member" },
        element("strong", {}, parameter.name),
        element("span", { class: "type" }, `${parameter.schema.type}, in the ${parameter.in}`),
        parameter.required ? element("span", { class: "mark" }, "required") : "",
      ),
      ...about({ ...parameter.schema, description: parameter.description }),
    ),
  );
  return items.length ? [element("h2", {}, "Parameters"), element("ul", { class: "members" }, items)] : [];
}

function request(operation) {
  return operation.requestBody ? [element("h2", {}, "Body"), ...content("the body", operation.requestBody.content, true)] : [];
}

/** An answer that has the schema of the body is folded up, as it says little more. */
function answer(operation, status, response) {
  if (!status.startsWith("2")) {
    return [];
  }
  const shown = response.content ? content(`answer ${status}`, response.content, false) : [prose(`${response.description}.`)];
  const isKnown = response.content && JSON.stringify(response.content) === JSON.stringify(operation.requestBody?.content);
  return [
    element("h2", {}, `Answer ${status}`),
    ...(isKnown ? [element("details", {}, element("summary", {}, "The same, with what the server adds"), ...shown)] : shown),
  ];
}

function content(place, types, isSent) {
  const { schema } = Object.values(types)[0];
  const resolved = description.resolve(schema);
  const example = Object.keys(types)[0] === "application/json" && description.example(schema, isSent);
  return [
    element("p", { class: "help" }, Object.keys(types).join(", ")),
    ...about({ description: resolved.description }),
    ...new SchemaView(description, isSent).show(schema),
    example ? codeBlock(`Example of ${place}`, JSON.stringify(example, null, 2)) : "",
  ];
}

function refusals(operation) {
  const items = Object.entries(operation.responses)
    .filter(([status]) => !status.startsWith("2"))
    .map(([status, response]) =>
      element(
        "li",
        {},
        element("div", { class: "member" }, element("strong", {}, status === "default" ? "5xx" : status)),
        prose(`${description.resolve(response).description}.`),
      ),
    );
  const shape = (name) => JSON.stringify(description.document.components.schemas[name].examples[0], null, 2);
  return [
    element("h2", {}, "Refusals"),
    element("ul", { class: "members" }, items),
    element("details", {}, element("summary", {}, "Their shape"), codeBlock("In X", shape("ErrorOfX")), codeBlock("In Edge", shape("ErrorOfEdge"))),
  ];
}

function open(isOpen) {
  navigation.classList.toggle("open", isOpen);
  menu.setAttribute("aria-expanded", String(isOpen));
}

function listen() {
  search.addEventListener("input", list);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  menu.addEventListener("click", () => open(!navigation.classList.contains("open")));
  window.addEventListener("hashchange", () => {
    open(false);
    show();
    scrollTo(0, 0);
    main.focus();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, textarea, select") || document.querySelector("dialog[open]");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open(true);
      search.focus();
    }
  });
}

async function start() {
  main.setAttribute("aria-busy", "true");
  try {
    description = await Description.load();
    listen();
    list();
    show();
  } catch (fault) {
    const again = element("button", { type: "button", onclick: () => location.reload() }, "Try again");
    main.replaceChildren(element("h1", {}, "The description could not be loaded"), element("p", { class: "error" }, fault.message), again);
  } finally {
    main.removeAttribute("aria-busy");
  }
}

start();
