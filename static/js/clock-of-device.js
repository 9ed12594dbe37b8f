/* Where nobody chose a time zone yet, the device's own is chosen, and a sentence says so. Without
   this the archive's clock is chosen. A choice that was made is left alone. */
class ClockOfDevice extends HTMLElement {
  connectedCallback() {
    const choice = this.querySelector("select");
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const isOffered = [...choice.options].some((option) => option.value === here);
    if (!isOffered || choice.value !== this.offered(choice)) return;
    choice.value = here;
    this.querySelector('[role="status"]').textContent = this.dataset.taken;
  }

  /* What the page came with: a browser going back may have put in something else. */
  offered(choice) {
    return [...choice.options].find((option) => option.defaultSelected)?.value;
  }
}

customElements.define("clock-of-device", ClockOfDevice);
