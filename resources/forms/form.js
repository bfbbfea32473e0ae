"use strict";
(function () {
  const form = JSON.parse(document.getElementById("definition").textContent);
  const byId = (id) => document.getElementById(id);
  const KEY_START = "commissioning-" + (form.sheet || "form") + ":" + form.form.round_id + ":";
  const KEY = KEY_START + form.form.digest;
  const DIVIDER = "\u001f";
  const BETWEEN = "; ";
  let copy = newCopyId();
  let keeps = true;
  let changed = false;
  let timer = 0;

  /* ---- what is typed: one plain value for each field -------------------------------------------- */

  function textOf(item) {
    if (item.kind === "date") {
      const [day, month, year] = ["", "-month", "-year"].map((part) => byId(item.id + part).value.trim());
      const date = realDate(day, month, year);
      return date || (day || month || year ? [day, month, year].join("/") : "");
    }
    if (item.options.length || item.kind === "choices") {
      const words = chosen(item).map((number) => item.values[number]);
      const other = item.else ? byId(item.id + "-other").value : "";
      return words.concat(other.trim() ? [other.trim()] : []).join(BETWEEN);
    }
    const value = wellFormed(byId(item.id).value);
    if (item.kind === "money") return plainAmount(value) || value;
    return value;
  }

  function fill(item, text) {
    if (item.kind === "date") {
      const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
      const parts = iso ? [String(+iso[3]), String(+iso[2]), iso[1]] : text.split("/");
      ["", "-month", "-year"].forEach((part, at) => { byId(item.id + part).value = parts[at] || ""; });
    } else if (item.options.length || item.kind === "choices") {
      fillOptions(item, text);
    } else {
      byId(item.id).value = text;
    }
    refresh(item);
  }

  function fillOptions(item, text) {
    const found = new Set();
    let rest = text;
    for (let again = true; again && rest;) {
      again = false;
      item.values.forEach((value, number) => {
        if (!found.has(number) && (rest === value || rest.startsWith(value + BETWEEN))) {
          found.add(number);
          rest = rest.slice(value.length + BETWEEN.length);
          again = true;
        }
      });
    }
    boxes(item).forEach((box, number) => { box.checked = found.has(number); });
    if (item.else) byId(item.id + "-other").value = rest;
  }

  const boxes = (item) => Array.from(document.getElementsByName(item.id));
  const chosen = (item) => boxes(item).map((box, at) => (box.checked ? at : -1)).filter((at) => at >= 0);

  function wellFormed(text) {
    return new TextDecoder().decode(new TextEncoder().encode(text)).replace(/\u0000/g, "").replace(/\r\n?/g, "\n");
  }

  function plainAmount(text) {
    const cleaned = text.trim().replace(/^£\s*/, "");
    if (!/^(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?$/.test(cleaned)) return "";
    return cleaned.replace(/,/g, "");
  }

  function realDate(day, month, year) {
    if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return "";
    const date = new Date(Date.UTC(+year, +month - 1, +day));
    if (date.getUTCMonth() !== +month - 1 || date.getUTCDate() !== +day || +year < 1900) return "";
    return date.toISOString().slice(0, 10);
  }

  function countWords(text) {
    const trimmed = text.trim();
    return trimmed ? trimmed.split(/\s+/).length : 0;
  }

  function values() {
    const all = {};
    form.fields.forEach((item) => { all[item.name] = textOf(item); });
    return all;
  }

  /* ---- keeping it on this device ------------------------------------------------------------------ */

  function keepSoon() {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 400);
  }

  function keep() {
    clearTimeout(timer);
    if (!changed) return;
    try {
      localStorage.setItem(KEY, JSON.stringify({ copy: copy, kept: new Date().toISOString(), values: values() }));
      changed = false;
      showKept(true);
    } catch (error) {
      showKept(false);
    }
  }

  function showKept(well) {
    const line = byId("kept");
    const before = keeps;
    keeps = well;
    line.hidden = false;
    line.classList.toggle("lost", !well);
    const at = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    line.textContent = well
      ? "Kept on this device at " + at + "."
      : "This browser can’t keep your answers. Press “Save a copy” before you close this page.";
    if (!well) {
      byId("where-kept").textContent = line.textContent;
      byId("elsewhere").open = true;
      if (before) say(line.textContent);
    }
  }

  function bringBack() {
    let found = null;
    let older = false;
    try {
      found = JSON.parse(localStorage.getItem(KEY));
      for (let at = 0; !found && at < localStorage.length; at += 1) {
        const key = localStorage.key(at);
        if (key.startsWith(KEY_START)) { found = JSON.parse(localStorage.getItem(key)); older = true; }
      }
    } catch (error) {
      showKept(false);
    }
    if (!found || !found.values) return;
    copy = found.copy || copy;
    form.fields.forEach((item) => { if (typeof found.values[item.name] === "string") fill(item, found.values[item.name]); });
    const line = byId("kept");
    line.hidden = false;
    line.textContent = older
      ? "Your answers to an earlier version of this form are here. Please look through them."
      : "Your answers from last time are here.";
    say(line.textContent);
  }

  function forget() {
    if (!confirm("Remove all your answers from this device? What you saved as a file stays.")) return;
    clearTimeout(timer);
    changed = false;
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(KEY_START)).forEach((key) => localStorage.removeItem(key));
    } catch (error) { /* nothing was kept here */ }
    copy = newCopyId();
    form.fields.forEach((item) => fill(item, ""));
    clearErrors();
    byId("kept").hidden = true;
    location.hash = "";
    show("form-view");
    say("Your answers are removed from this device.");
    window.scrollTo(0, 0);
  }

  function newCopyId() {
    const bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
  }

  /* ---- the file ----------------------------------------------------------------------------------- */

  function exported(finished) {
    const said = values();
    const savedAt = new Date().toISOString();
    const checks = [];
    const lines = form.fields.map((item) => {
      const check = checkOf([copy, item.name, item.kind, item.label, said[item.name]]);
      checks.push(check);
      return JSON.stringify({ field: item.name, asks: item.label, kind: item.kind, answer: said[item.name], check: check });
    });
    const head = form.form;
    const whole = checkOf([head.round_code, head.round_id, String(head.form_version), head.digest, copy, savedAt,
      finished ? "finished" : "draft"].concat(form.sheet ? [form.sheet] : [], checks));
    return "{\"kind\": " + JSON.stringify(form.export_kind) + ", \"format\": " + form.format + ",\n" +
      "\"note\": \"Please send this file as it is. It can't be read if it is changed.\",\n" +
      "\"form\": " + JSON.stringify(head) + ",\n" +
      "\"copy\": " + JSON.stringify(copy) + ", \"saved_at\": " + JSON.stringify(savedAt) + ", \"finished\": " + finished + ",\n" +
      "\"answers\": [\n" + lines.join(",\n") + "\n],\n" +
      "\"check\": " + JSON.stringify(whole) + "}\n";
  }

  function fileName(finished) {
    const group = values().organisation.replace(/[\u0000-\u001f\\/:*?"<>|.]+/g, " ").trim().slice(0, 50).trim();
    const words = form.file_words;
    const parts = [finished ? words : "Unfinished " + words[0].toLowerCase() + words.slice(1), form.form.round_code.replace(/[^\w-]+/g, "-"), group];
    return parts.filter(Boolean).join(" ") + form.ending;
  }

  function save(finished) {
    const name = fileName(finished);
    const address = URL.createObjectURL(new Blob([exported(finished)], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    return name;
  }

  function openCopy(event) {
    const file = event.target.files[0];
    if (!file) return;
    const reader = new FileReader();
    reader.onload = () => take(String(reader.result));
    reader.onerror = () => refuseCopy("This file can’t be read. Choose another one.");
    reader.readAsText(file);
    event.target.value = "";
  }

  function take(text) {
    let saved = null;
    try { saved = JSON.parse(text); } catch (error) { /* told below */ }
    if (!saved || saved.kind !== form.export_kind || !Array.isArray(saved.answers) || !saved.form) {
      refuseCopy("This is not a file that this form saved. Choose another one.");
    } else if (saved.form.round_id !== form.form.round_id) {
      refuseCopy("This file was saved from the form of another round. Choose another one.");
    } else {
      const answers = {};
      saved.answers.forEach((one) => { answers[one.field] = String(one.answer); });
      form.fields.forEach((item) => fill(item, answers[item.name] || ""));
      if (/^[0-9a-f]{32}$/.test(saved.copy)) copy = saved.copy;
      byId("open-copy-error").hidden = true;
      clearErrors();
      changed = true;
      keep();
      say("Your saved copy is open.");
      byId("questions").focus();
    }
  }

  function refuseCopy(sentence) {
    const line = byId("open-copy-error");
    line.textContent = sentence;
    line.hidden = false;
  }

  /* ---- looking the answers through ------------------------------------------------------------------ */

  function problemOf(item, said) {
    const text = said[item.name];
    const empty = !text.trim();
    if (item.name === "contact_email") {
      if (empty && !(said.contact_phone || "").trim()) return "Give an e-mail address or a phone number.";
      if (!empty && !/^\S+@\S+\.\S+$/.test(text.trim())) return "Type the e-mail address in full, like name@example.org.";
    }
    if (empty) return item.required ? "We need an answer here." : "";
    if (item.kind === "money") {
      if (!plainAmount(text)) return "Type an amount in pounds, like 8400 or 8,400.50.";
      if (item.name === "amount_requested" && +text <= 0) return "Type the amount that you ask for. It is more than 0.";
      if (item.name === "minimum_amount" && plainAmount(said.amount_requested) && +text > +said.amount_requested) {
        return "This is more than you ask for. Make one of the two amounts fit.";
      }
    }
    if (item.kind === "number" && !/^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text.trim())) return "Type a number, with digits only.";
    if (item.kind === "date") {
      if (!/^\d{4}-\d\d-\d\d$/.test(text)) return "Type a day that there is, like 4, 12 and 2026.";
      if (item.name === "end_date" && /^\d{4}-/.test(said.start_date) && text < said.start_date) return "This is before it starts. Make one of the two days fit.";
    }
    const words = item.limit ? countWords(text) : 0;
    if (item.limit && words > item.most) return "This answer has " + words + " words. Please bring it down to " + item.most + " or fewer.";
    return "";
  }

  function check() {
    const said = values();
    const wrong = [];
    form.fields.forEach((item) => {
      const sentence = problemOf(item, said);
      mark(item, sentence);
      if (sentence) wrong.push([item, sentence]);
    });
    const list = byId("error-list");
    list.textContent = "";
    wrong.forEach(([item, sentence]) => {
      const link = document.createElement("a");
      link.href = "#" + item.id;
      link.textContent = item.label + (/[?!.:]$/.test(item.label) ? " " : ": ") + sentence;
      link.addEventListener("click", (event) => { event.preventDefault(); goTo(item); });
      list.appendChild(document.createElement("li")).appendChild(link);
    });
    byId("errors").hidden = !wrong.length;
    return !wrong.length;
  }

  function mark(item, sentence) {
    const line = byId(item.id + "-error");
    line.textContent = sentence;
    line.hidden = !sentence;
    byId(item.id + "-field").classList.toggle("wrong", Boolean(sentence));
    const group = byId(item.id + "-field").querySelector("fieldset");
    const described = [byId(item.id + "-hint") && item.id + "-hint", sentence && item.id + "-error"].filter(Boolean).join(" ");
    const target = group || byId(item.id);
    if (described) target.setAttribute("aria-describedby", described); else target.removeAttribute("aria-describedby");
    if (item.kind === "date") {
      target.querySelectorAll("input").forEach((box) => { invalid(box, sentence); });
    } else if (!group) {
      invalid(target, sentence);
    }
  }

  function invalid(box, sentence) {
    if (sentence) box.setAttribute("aria-invalid", "true"); else box.removeAttribute("aria-invalid");
  }

  function clearErrors() {
    form.fields.forEach((item) => mark(item, ""));
    byId("errors").hidden = true;
  }

  function goTo(item) {
    location.hash = "";
    show("form-view");
    byId(item.id + "-field").scrollIntoView({ block: "start" });
    const first = byId(item.id) || byId(item.id + "-other");
    if (first) first.focus({ preventScroll: true });
  }

  function shown(item, text) {
    if (item.kind === "date") {
      const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
      if (!iso) return text;
      return new Date(text + "T00:00:00Z").toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    }
    if (item.kind === "money" && plainAmount(text)) {
      const [whole, pence] = plainAmount(text).split(".");
      return "£" + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (pence && +pence ? "." + pence.padEnd(2, "0") : "");
    }
    const at = item.values.indexOf(text);
    return at >= 0 ? item.options[at] : text;
  }

  function review() {
    const said = values();
    const place = byId("review");
    place.textContent = "";
    let section = "";
    form.fields.forEach((item) => {
      if (item.section !== section) {
        section = item.section;
        add(place, "h3", section);
      }
      const row = add(place, "div", "", "row");
      add(row, "p", item.label, "q").dir = "auto";
      const text = shown(item, said[item.name]);
      add(row, "p", text.trim() ? text : "You left this empty.", text.trim() ? "a" : "a none").dir = "auto";
      const button = add(row, "button", "Change", "plain");
      button.type = "button";
      add(button, "span", ": " + item.label, "apart");
      button.addEventListener("click", () => goTo(item));
    });
  }

  function add(parent, tag, text, look) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (look) element.className = look;
    return parent.appendChild(element);
  }

  /* ---- the three views ------------------------------------------------------------------------------- */

  const VIEWS = { "form-view": "", "review-view": "Check your answers: ", "done-view": "Saved, not sent yet: " };
  const TITLE = document.title;

  function show(name) {
    Object.keys(VIEWS).forEach((view) => { byId(view).hidden = view !== name; });
    byId("skip").hidden = name !== "form-view";
    document.title = VIEWS[name] + TITLE;
  }

  function showReview() {
    review();
    show("review-view");
    byId("review-title").focus();
    window.scrollTo(0, 0);
  }

  function submitted(event) {
    event.preventDefault();
    changed = true;
    keep();
    if (check()) {
      location.hash = "review";
    } else {
      document.title = "Look again: " + TITLE;
      byId("errors").focus();
      byId("errors").scrollIntoView({ block: "start" });
    }
  }

  function saveFinished() {
    byId("file-name").textContent = save(true);
    show("done-view");
    byId("done-title").focus();
    window.scrollTo(0, 0);
  }

  function hashChanged() {
    if (location.hash === "#review" && check()) {
      showReview();
    } else if (byId("form-view").hidden) {
      show("form-view");
    }
  }

  function backToForm() {
    location.hash = "";
    show("form-view");
    byId("questions").focus();
  }

  /* ---- counting and saying ------------------------------------------------------------------------------ */

  let saying = 0;

  function say(sentence) {
    byId("said").textContent = sentence;
  }

  function refresh(item) {
    const line = byId(item.id + "-count");
    if (line) {
      const words = countWords(byId(item.id).value);
      let sentence = words + " of " + item.limit + " words";
      if (words > item.most) sentence += ": please bring it down to " + item.most;
      else if (words > item.limit) sentence += ": a little over is fine";
      line.textContent = sentence;
      line.hidden = false;
      line.classList.toggle("over", words > item.most);
      return sentence;
    }
    const clear = byId(item.id + "-clear");
    if (clear) clear.hidden = !chosen(item).length;
    return "";
  }

  function typed(item) {
    const sentence = refresh(item);
    keepSoon();
    clearTimeout(saying);
    if (sentence) saying = setTimeout(() => say(sentence), 1500);
  }

  function sha256(bytes) {
    const k = [], h = [];
    for (let candidate = 2; k.length < 64; candidate += 1) {
      let prime = true;
      for (let factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) { prime = false; break; }
      if (prime) {
        if (h.length < 8) h.push((Math.sqrt(candidate) % 1) * 4294967296 | 0);
        k.push((Math.cbrt(candidate) % 1) * 4294967296 | 0);
      }
    }
    const length = bytes.length;
    const padded = new Uint8Array(((length + 8 >> 6) + 1) * 64);
    padded.set(bytes);
    padded[length] = 128;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(length / 536870912));
    view.setUint32(padded.length - 4, length << 3);
    const w = new Int32Array(64);
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    for (let start = 0; start < padded.length; start += 64) {
      for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(start + i * 4);
      for (let i = 16; i < 64; i += 1) {
        const a = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        const b = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = w[i - 16] + a + w[i - 7] + b | 0;
      }
      const s = h.slice();
      for (let i = 0; i < 64; i += 1) {
        const e = s[4], a = s[0];
        const one = s[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & s[5]) ^ (~e & s[6])) + k[i] + w[i] | 0;
        const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2])) | 0;
        s.pop();
        s.unshift(one + two | 0);
        s[4] = s[4] + one | 0;
      }
      for (let i = 0; i < 8; i += 1) h[i] = h[i] + s[i] | 0;
    }
    return h.map((one) => (one >>> 0).toString(16).padStart(8, "0")).join("");
  }

  function checkOf(parts) {
    return sha256(new TextEncoder().encode(parts.join(DIVIDER))).slice(0, form.check_length);
  }

  /* ---- beginning ------------------------------------------------------------------------------------------- */

  form.fields.forEach((item) => {
    const place = byId(item.id + "-field");
    place.addEventListener("input", () => typed(item));
    const clear = byId(item.id + "-clear");
    if (clear) {
      clear.addEventListener("click", () => {
        boxes(item).forEach((box) => { box.checked = false; });
        byId(item.id).focus();
        typed(item);
      });
    }
    refresh(item);
  });
  byId("questions").addEventListener("submit", submitted);
  byId("save-draft").addEventListener("click", () => say("Saved as " + save(false)));
  byId("open-copy").addEventListener("change", openCopy);
  byId("save").addEventListener("click", saveFinished);
  byId("save-again").addEventListener("click", saveFinished);
  byId("back").addEventListener("click", backToForm);
  byId("back-again").addEventListener("click", backToForm);
  document.querySelectorAll(".forget").forEach((button) => button.addEventListener("click", forget));
  document.querySelectorAll(".print").forEach((button) => button.addEventListener("click", () => window.print()));
  window.addEventListener("beforeprint", () => { if (!byId("done-view").hidden) byId("review-view").hidden = false; });
  window.addEventListener("afterprint", () => { if (!byId("done-view").hidden) byId("review-view").hidden = true; });
  window.addEventListener("hashchange", hashChanged);
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  window.addEventListener("beforeunload", (event) => { if (!keeps && changed) event.preventDefault(); });
  byId("elsewhere").hidden = false;
  byId("check-row").hidden = false;
  if (location.hash === "#review") location.hash = "";
  bringBack();
  document.documentElement.setAttribute("data-ready", "");
}());
