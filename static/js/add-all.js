/* "Add all" ticks every suggestion, so that one sees what it does. Without this the server does it. */
class AddAll extends HTMLElement {
  connectedCallback() {
    this.all = this.querySelector('[name="add_all"]');
    this.each = [...this.querySelectorAll('[name="suggested"]')];
    this.addEventListener("change", this);
    if (this.all.checked) this.tickAll(true);
  }

  handleEvent(event) {
    if (event.target === this.all) this.tickAll(this.all.checked);
    else this.all.checked = this.each.every((box) => box.checked);
  }

  tickAll(isTicked) {
    for (const box of this.each) box.checked = isTicked;
  }
}

customElements.define("add-all", AddAll);
