
"use strict";
// Shows the notes as they stood at any moment. The data hold what changed and when; nothing here is made into markup.
(() => {
  const by = (name) => document.getElementById("replay-" + name);
  const { stages, end, steps, shown } = JSON.parse(by("data").textContent);
  const isEdit = (step) => step.length === 5;
  const isEntered = (step) => step.length === 2;

  // The moment of each step.
  let sum = 0;
  const moments = steps.map((step) => (sum += step[0]));

  // What the steps come to: notes by stage, time spent by stage, the open stage.
  const start = () => ({
    place: 0, at: 0, stage: 0, finished: false,
    notes: stages.map(() => ""), spent: stages.map(() => 0),
  });
  const copy = (state) => ({ ...state, notes: [...state.notes], spent: [...state.spent] });
  const fold = (state, to) => {
    for (; state.place < to; state.place++) {
      const step = steps[state.place];
      const at = moments[state.place];
      if (!state.finished) {
        state.spent[state.stage] += at - state.at;
        state.at = at;
      }
      if (isEdit(step)) {
        const [, stage, from, removed, inserted] = step;
        const notes = state.notes[stage];
        state.notes[stage] = notes.slice(0, from) + inserted + notes.slice(from + removed);
      } else if (isEntered(step)) {
        state.stage = step[1];
      } else {
        state.finished = true;
      }
    }
    return state;
  };

  // A state is kept every so many steps, so that a seek costs the same wherever it leads.
  const STRIDE = 200;
  const kept = [];
  for (const state = start(); ; fold(state, Math.min(state.place + STRIDE, steps.length))) {
    kept.push(copy(state));
    if (state.place === steps.length) break;
  }

  // How many steps have happened at a moment.
  const happened = (at) => {
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (moments[middle] <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  let state = copy(kept[0]);
  let now = 0;
  const stand = (place, at) => {
    const from = Math.floor(place / STRIDE);
    if (place < state.place || from * STRIDE > state.place) state = copy(kept[from]);
    fold(state, place);
    now = at;
    show();
  };
  const seek = (at) => {
    const moment = Math.min(Math.max(at, 0), end);
    stand(happened(moment), moment);
  };
  const go = (place) => stand(place, place === 0 ? 0 : moments[place - 1]);

  // Words.
  const clock = (ms) => {
    const seconds = Math.floor(ms / 1000);
    const two = (number) => String(number).padStart(2, "0");
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const rest = two(seconds % 60);
    return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
  };
  const countdown = () => {
    const planned = stages[state.stage].planned;
    const since = state.finished ? 0 : now - state.at;
    const left = planned - state.spent[state.stage] - since;
    if (left <= 0) return `+${clock(-left)} over`;
    return `${clock(Math.ceil(left / 1000) * 1000)} left of ${clock(planned)}`;
  };
  const marks = new Map(Object.entries(shown));
  const clean = (text) => {
    if (marks.size === 0) return text;
    const lines = text.replaceAll("\r\n", "\n");
    return Array.from(lines, (letter) => marks.get(letter) ?? letter).join("");
  };
  const letters = (text) => Array.from(text).length;
  const characters = (count) => `${count} character${count === 1 ? "" : "s"}`;

  // The step that changed the notes last: the one just before this moment, or the one before other things.
  const lastEdit = () => {
    for (let place = state.place - 1; place >= 0; place--) {
      if (isEdit(steps[place])) return place;
      if (isEntered(steps[place])) return -1;
    }
    return -1;
  };

  const show = () => {
    const { title } = stages[state.stage];
    by("stage").textContent = `${state.stage + 1}. ${title}`;
    by("clock").textContent = clock(now);
    by("countdown").textContent = countdown() + (state.finished ? ", finished" : "");
    by("at").value = now;
    by("at").setAttribute("aria-valuetext", `${clock(now)}, ${title}`);
    const notes = state.notes[state.stage];
    const last = lastEdit();
    const edit = last < 0 || steps[last][1] !== state.stage ? null : steps[last];
    const parts = edit === null ? [clean(notes)] : marked(notes, edit);
    by("notes").replaceChildren(...parts.filter((part) => part !== ""));
    by("change").textContent = edit === null ? "" : told(edit, moments[last]);
  };
  const marked = (notes, [, , from, , inserted]) => {
    const mark = document.createElement("mark");
    mark.textContent = clean(inserted);
    if (inserted === "") mark.className = "cut";
    return [clean(notes.slice(0, from)), mark, clean(notes.slice(from + inserted.length))];
  };
  const told = ([, , , removed, inserted], at) => {
    const came = letters(inserted);
    const words = [];
    if (came > 0) words.push(`${characters(came)} added`);
    if (removed > 0) words.push(`${characters(removed)} removed`);
    return `Last change at ${clock(at)}: ${words.join(", ")}.`;
  };

  // Steps by key.
  const step = (back) => {
    if (back) {
      const before = lastBefore(state.place, isEdit);
      if (before >= 0) go(lastBefore(before, isEdit) + 1);
    } else {
      const next = steps.findIndex((step, place) => place >= state.place && isEdit(step));
      if (next >= 0) go(next + 1);
    }
  };
  const lastBefore = (place, matches) => {
    for (let before = place - 1; before >= 0; before--) if (matches(steps[before], before)) return before;
    return -1;
  };
  const stepStage = (back) => {
    const begun = (step, place) => isEntered(step) && moments[place] < now;
    const found = back
      ? lastBefore(state.place, begun)
      : steps.findIndex((step, place) => place >= state.place && isEntered(step));
    if (found >= 0) go(found + 1);
    if (found >= 0) say(`${stages[state.stage].title}, ${clock(now)}`);
  };

  // Said to those who do not see the page, and only when something ends or begins.
  const say = (words) => {
    by("said").textContent = words;
  };

  // Playing. Where nothing changes for longer than IDLE, the wait is cut to its last moment.
  const IDLE = 3000;
  const LEAD = 500;
  let playing = false;
  let drawn = 0;
  const play = (on) => {
    playing = on;
    by("play").textContent = on ? "Stop" : "Play";
    if (on && now >= end) seek(0);
    if (on) {
      drawn = performance.now();
      requestAnimationFrame(frame);
    }
    say(on ? "Playing" : `Stopped at ${clock(now)}, ${stages[state.stage].title}`);
  };
  const frame = (time) => {
    if (!playing) return;
    const passed = Math.max(time - drawn, 0) * Number(by("speed").value);
    drawn = time;
    const next = state.place < steps.length ? moments[state.place] : end;
    const isIdle = next - now > IDLE;
    seek(isIdle ? Math.max(next - LEAD, now + passed) : now + passed);
    if (now >= end) play(false);
    else requestAnimationFrame(frame);
  };

  const keys = {
    " ": () => play(!playing),
    ArrowLeft: () => step(true),
    ArrowRight: () => step(false),
    ",": () => seek(now - 10000),
    ".": () => seek(now + 10000),
    "[": () => stepStage(true),
    "]": () => stepStage(false),
  };
  Array.from(by("speed").options).forEach((option, place) => {
    keys[place + 1] = () => (by("speed").value = option.value);
  });
  const section = document.getElementById("replay");
  section.addEventListener("keydown", (event) => {
    const isCommand = (event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph");
    const isOwn = event.target === by("speed") || (event.target === by("play") && event.key === " ");
    if (isCommand || event.metaKey || isOwn || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  by("play").addEventListener("click", () => play(!playing));
  by("at").max = end;
  by("at").addEventListener("input", () => seek(Number(by("at").value)));
  section.hidden = false;
  by("link").hidden = false;
  seek(0);
})();
