// Reads the OpenAPI document.

const METHODS = ["get", "post", "put", "patch", "delete"];
const REFERENCE = "#/components/";

export class Description {
  constructor(document) {
    this.document = document;
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      METHODS.filter((method) => methods[method]).map((method) => ({ path, method, ...methods[method] })),
    );
  }

  static async load() {
    const answer = await fetch("/openapi.json", { credentials: "omit" });
    if (!answer.ok) {
      throw new Error(`/openapi.json answered ${answer.status}`);
    }
    return new Description(await answer.json());
  }

  operation(id) {
    return this.operations.find((operation) => operation.operationId === id);
  }

  /** Operations by tag, in the document's order of tags. */
  byTag(operations) {
    return this.document.tags
      .map((tag) => ({ tag, operations: operations.filter((operation) => operation.tags.includes(tag.name)) }))
      .filter((group) => group.operations.length > 0);
  }

  /** Those that hold every word of the text somewhere. */
  search(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return this.operations.filter((operation) => {
      const searched = [operation.method, operation.path, operation.summary, operation.operationId, ...operation.tags]
        .join(" ")
        .toLowerCase();
      return words.every((word) => searched.includes(word));
    });
  }

  servers(operation) {
    return operation.servers ?? this.document.servers;
  }

  /** What a reference leads to; its own members win over those of the target. */
  resolve(node) {
    if (!node?.$ref?.startsWith(REFERENCE)) {
      return node;
    }
    const { $ref, ...own } = node;
    const [kind, name] = $ref.slice(REFERENCE.length).split("/");
    return { ...this.resolve(this.document.components[kind][name]), ...own };
  }

  /** The name of the schema that a reference leads to. */
  nameOf(node) {
    return node?.$ref?.split("/").pop();
  }

  /** An example of a body, or one made up from the schema; without what only the server writes where it is sent. */
  example(schema, isSent, depth = 0) {
    const { examples, type, properties, items, oneOf, anyOf, enum: choices } = this.resolve(schema) ?? {};
    if (examples) {
      return isSent ? this.sendable(examples[0], schema) : examples[0];
    }
    if (oneOf ?? anyOf) {
      return this.example((oneOf ?? anyOf)[0], isSent, depth);
    }
    if (properties && depth < 6) {
      const members = Object.entries(properties).filter(([, member]) => !isSent || !this.resolve(member).readOnly);
      return Object.fromEntries(members.map(([name, member]) => [name, this.example(member, isSent, depth + 1)]));
    }
    const kind = Array.isArray(type) ? type[0] : type;
    return (
      choices?.[0] ?? { array: items && depth < 6 ? [this.example(items, isSent, depth + 1)] : [], object: {}, integer: 1, number: 1, boolean: false }[kind] ?? "string"
    );
  }

  sendable(value, schema) {
    const { properties, items } = this.resolve(schema) ?? {};
    if (Array.isArray(value)) {
      return items ? value.map((item) => this.sendable(item, items)) : value;
    }
    if (value === null || typeof value !== "object" || !properties) {
      return value;
    }
    const members = Object.entries(value).filter(([name]) => !this.resolve(properties[name])?.readOnly);
    return Object.fromEntries(members.map(([name, member]) => [name, this.sendable(member, properties[name])]));
  }
}
