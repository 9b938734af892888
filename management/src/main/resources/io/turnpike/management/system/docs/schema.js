// Shows a schema as a list of its members; what they hold unfolds on demand, so schemas may hold themselves.

import { element, prose } from "/docs/page.js";

export class SchemaView {
  constructor(description, isSent) {
    this.description = description;
    this.isSent = isSent;
  }

  /** The members of a schema, or its alternatives, or nothing where it has neither. */
  show(reference) {
    const schema = this.description.resolve(reference);
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) {
      return choices.flatMap((choice, index) => [
        element("p", { class: "choice" }, `${index ? "or" : "either"} ${this.type(choice)}`),
        ...this.show(choice),
      ]);
    }
    if (schema.type === "array" && schema.items) {
      return this.show(schema.items);
    }
    const members = Object.entries(schema.properties ?? {})
      .filter(([, member]) => !this.isHidden(this.description.resolve(member)))
      .map(([name, member]) => this.member(name, member, schema.required?.includes(name)));
    return members.length ? [element("ul", { class: "members" }, members)] : [];
  }

  isHidden(member) {
    return this.isSent ? member.readOnly : member.writeOnly;
  }

  member(name, reference, isRequired) {
    const schema = this.description.resolve(reference);
    return element(
      "li",
      {},
      element(
        "div",
        { class: "member" },
        element("strong", {}, name),
        element("span", { class: "type" }, this.type(reference)),
        isRequired && this.isSent ? element("span", { class: "mark" }, "required") : "",
      ),
      ...about(schema),
      this.unfold(schema),
    );
  }

  unfold(schema) {
    const inner = schema.type === "array" ? this.description.resolve(schema.items ?? {}) : schema;
    if (!inner.properties && !inner.oneOf && !inner.anyOf) {
      return "";
    }
    const details = element("details", {}, element("summary", {}, "Members"));
    const fill = () => details.append(...this.show(schema));
    details.addEventListener("toggle", fill, { once: true });
    return details;
  }

  type(reference) {
    const schema = this.description.resolve(reference);
    if (schema.type === "array") {
      return `list of ${this.type(schema.items ?? {})}`;
    }
    const name = this.description.nameOf(reference);
    const plain = [schema.type ?? name ?? "value"].flat().join(" or ");
    return schema.format ? `${plain}, ${schema.format}` : plain;
  }
}

/** The description, the bounds and the values of a member or parameter. */
export function about(schema) {
  const bounds = [
    schema.enum && `One of ${schema.enum.map((value) => `\`${value}\``).join(", ")}.`,
    schema.default !== undefined && `By default \`${schema.default}\`.`,
    schema.minimum !== undefined && `At least ${schema.minimum}.`,
    schema.maximum !== undefined && `At most ${schema.maximum}.`,
    schema.minLength !== undefined && schema.maxLength === undefined && "Not empty.",
    schema.maxLength !== undefined && `At most ${schema.maxLength} characters.`,
    schema.maxItems !== undefined && `At most ${schema.maxItems}.`,
    schema.pattern && `Matches \`${schema.pattern}\`.`,
  ].filter(Boolean);
  const text = [schema.description && schema.description.replace(/[^.]$/, "$&."), ...bounds].filter(Boolean).join(" ");
  return text ? [prose(text)] : [];
}
