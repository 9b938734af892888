// The caller's credentials, in memory only.

export class Credentials {
  #kind = "bearer";
  #name = "";
  #secret = "";

  constructor(dialog, button, changed) {
    const form = dialog.querySelector("form");
    const ofBasic = form.querySelectorAll("[data-kind=basic]");
    const update = () => ofBasic.forEach((each) => (each.hidden = form.elements.kind.value !== "basic"));
    form.addEventListener("change", update);
    button.addEventListener("click", () => {
      update();
      dialog.showModal();
    });
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "use") {
        this.#kind = form.elements.kind.value;
        this.#name = form.elements.name.value;
        this.#secret = form.elements.secret.value;
      } else if (dialog.returnValue === "forget") {
        this.#secret = "";
      }
      dialog.returnValue = "";
      form.elements.secret.value = "";
      button.textContent = this.#label();
      changed();
    });
  }

  /** The value of the field `Authorization`; undefined without credentials. */
  authorization() {
    if (!this.#secret) {
      return undefined;
    }
    return this.#kind === "bearer" ? `Bearer ${this.#secret}` : `Basic ${base64(`${this.#name}:${this.#secret}`)}`;
  }

  /** The options of curl that stand for them, with the secret masked. */
  curl() {
    if (!this.#secret) {
      return [];
    }
    return this.#kind === "bearer" ? ["-H", "Authorization: Bearer ****"] : ["-u", `${this.#name}:****`];
  }

  #label() {
    if (!this.#secret) {
      return "Add credentials";
    }
    return this.#kind === "bearer" ? "Bearer ••••" : `${this.#name} ••••`;
  }
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
