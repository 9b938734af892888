// The form that sends a call, and what came back.

import { codeBlock, element } from "/docs/page.js";

export class CallForm {
  #fields = new Map();

  constructor(description, operation, credentials) {
    this.description = description;
    this.operation = operation;
    this.credentials = credentials;
    this.answer = element("div", { "aria-live": "polite" });
    this.curl = codeBlock("curl", "");
    this.error = element("p", { class: "error", role: "alert" });
    this.send = element("button", { class: operation.method === "delete" ? "danger" : "primary" }, `Send ${operation.method.toUpperCase()}`);
    this.node = element(
      "form",
      { class: "send panel", novalidate: true, oninput: () => this.update(), onsubmit: (event) => this.submit(event) },
      element("h3", {}, "Send a call"),
      this.choices(),
      ...operation.parameters.map((parameter) => this.field(parameter)),
      ...this.body(),
      this.error,
      element("div", { class: "actions" }, this.send),
      this.answer,
      this.curl,
    );
    this.update();
  }

  /** The dialect, and the form of the answer. */
  choices() {
    const servers = this.description.servers(this.operation);
    const types = Object.values(this.operation.responses).flatMap((response) => Object.keys(response.content ?? {}));
    return element(
      "div",
      { class: "pair" },
      this.labelled("Dialect", "server", this.select(servers.map((server) => [server.url.replace(/\/$/, ""), server.description ?? server.url]))),
      this.labelled("Answer as", "accept", this.select([["", "as it comes"], ...[...new Set(types)].map((type) => [type, type])])),
    );
  }

  field(parameter) {
    const { schema, name, required } = parameter;
    const values = schema.type === "boolean" ? ["true", "false"] : schema.enum;
    const input = values
      ? this.select([["", ""], ...values.map((value) => [String(value), String(value)])])
      : element("input", { autocomplete: "off", spellcheck: "false", inputmode: schema.type === "integer" ? "numeric" : undefined });
    if (name === "org") {
      input.value = "default";
    }
    return this.labelled(name, `${parameter.in} ${name}`, input, required ? "required" : parameter.in);
  }

  body() {
    const content = this.operation.requestBody?.content;
    if (!content) {
      return [];
    }
    const json = content["application/json"];
    if (!json) {
      return [this.labelled("Body", "body", element("input", { type: "file" }), Object.keys(content)[0])];
    }
    const input = element("textarea", { spellcheck: "false" });
    input.value = JSON.stringify(this.description.example(json.schema, true), null, 2);
    return [this.labelled("Body", "body", input, "application/json")];
  }

  select(choices) {
    return element("select", {}, choices.map(([value, label]) => element("option", { value }, label)));
  }

  labelled(label, key, input, hint = "") {
    input.id = `field-${key.replaceAll(" ", "-")}`;
    this.#fields.set(key, input);
    return element("div", {}, element("label", { for: input.id }, label, hint && " ", hint && element("span", { class: "type" }, hint)), input);
  }

  value(key) {
    return this.#fields.get(key)?.value ?? "";
  }

  url() {
    const path = this.operation.path.replace(/\{([^}]+)\}/g, (whole, name) => {
      const value = this.value(`path ${name}`);
      return value ? encodeURIComponent(value) : whole;
    });
    const query = this.operation.parameters
      .filter((parameter) => parameter.in === "query" && this.value(`query ${parameter.name}`))
      .map((parameter) => `${encodeURIComponent(parameter.name)}=${encodeURIComponent(this.value(`query ${parameter.name}`))}`);
    return `${this.value("server")}${path}${query.length ? `?${query.join("&")}` : ""}`;
  }

  headers() {
    const headers = {};
    if (this.value("accept")) {
      headers.Accept = this.value("accept");
    }
    if (this.#fields.has("body")) {
      headers["Content-Type"] = Object.keys(this.operation.requestBody.content)[0];
    }
    return headers;
  }

  content() {
    const input = this.#fields.get("body");
    return input?.type === "file" ? input.files[0] : input?.value || undefined;
  }

  update() {
    const method = this.operation.method.toUpperCase();
    const parts = ["curl", ...(method === "GET" ? [] : ["-X", method]), ...this.credentials.curl()];
    Object.entries(this.headers()).forEach(([name, value]) => parts.push("-H", `${name}: ${value}`));
    const content = this.content();
    if (content !== undefined) {
      parts.push("--data-binary", typeof content === "string" ? content : `@${content.name}`);
    }
    this.curl.show([...parts, location.origin + this.url()].map(quoted).join(" "));
  }

  async submit(event) {
    event.preventDefault();
    if (this.send.getAttribute("aria-disabled") || !this.isComplete()) {
      return;
    }
    if (this.operation.method === "delete" && !(await isConfirmed(`DELETE ${this.url()}`))) {
      return;
    }
    this.send.setAttribute("aria-disabled", "true");
    const started = performance.now();
    try {
      const authorization = this.credentials.authorization();
      const response = await fetch(this.url(), {
        method: this.operation.method.toUpperCase(),
        headers: { ...this.headers(), ...(authorization && { Authorization: authorization }) },
        body: this.content(),
        credentials: "omit",
        redirect: "manual",
      });
      const text = await response.text();
      this.answer.replaceChildren(...shown(response, text, performance.now() - started));
    } catch (fault) {
      this.answer.replaceChildren(element("p", { class: "error" }, `The call could not be sent: ${fault.message}`));
    } finally {
      this.send.removeAttribute("aria-disabled");
    }
  }

  /** Marks what is missing, and leads to the first. */
  isComplete() {
    const required = this.operation.parameters.filter((parameter) => parameter.required);
    const inputs = required.map((parameter) => this.#fields.get(`path ${parameter.name}`));
    inputs.forEach((input) => input.setAttribute("aria-invalid", String(!input.value)));
    const missing = required.filter((parameter) => !this.value(`path ${parameter.name}`));
    this.error.textContent = missing.length ? `Fill in ${missing.map((parameter) => parameter.name).join(", ")}.` : "";
    inputs.find((input) => !input.value)?.focus();
    return missing.length === 0;
  }
}

function shown(response, text, milliseconds) {
  const size = new TextEncoder().encode(text).length;
  const rows = [...response.headers].map(([name, value]) => element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, value)));
  return [
    element(
      "p",
      { class: response.ok ? "status" : "status refused" },
      `${response.status} ${response.statusText} · ${Math.round(milliseconds)} ms · ${size.toLocaleString()} bytes`,
    ),
    element("details", {}, element("summary", {}, `Headers (${rows.length})`), element("table", {}, element("tbody", {}, rows))),
    text ? codeBlock("Answer", readable(text, response.headers.get("Content-Type") ?? "")) : element("p", { class: "help" }, "The answer has no body."),
  ];
}

function readable(text, type) {
  if (!type.includes("json")) {
    return text;
  }
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function quoted(word) {
  return /^[A-Za-z0-9_.:/@%=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function isConfirmed(call) {
  const dialog = document.getElementById("confirm");
  document.getElementById("confirm-call").textContent = call;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "send"), { once: true }));
}
