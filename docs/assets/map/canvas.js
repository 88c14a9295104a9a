// The live map: styles, focus and gestures of the map that folium has drawn (map.js). Leaflet is the global `L`.

import { number } from "../common/dom.js";
import { told } from "./counting.js";
import { grouped } from "./grouping.js";
import { draw } from "./map.js";

const RADII = [5, 8, 9.5, 11, 13];
const VIEWS = { wide: 6.75, middle: 8.25 };
const NAMES_FROM = 10.25;
const SMALL_TO = 8;
const LETTER = 6.6; // Pixels: width of a letter, and height of a line, in a commune's name.
const LINE = 15;
const FINGER = 24; // Pixels of the smallest target; dots closer than this form a group.
const WIDEST = 24; // Pixels: radius of the widest group.
const AROUND = 0.25; // Margin around the view in which marks are kept, in view widths.
const FEW = 20; // Communes prepared before each pause.
const NEAR = 20; // A tap outside communes chooses the nearest dot within this many pixels.
const MISSED = [4, 8, 12, 16]; // Pixels by which a tap may miss an area, smallest first.
const NAMES = ["zone", "seat", "town", "home-province", "sea", "country", "province", "neighbour"]; // By priority.
const TOWNS = ".name--seat, .name--town";
// Positions for the name of a town: above, below, right; how far aside, and pixels down. Left, which may be abroad, is
// only for the seat of the province.
const TO_RIGHT = [
  [0, 0],
  [0, -10],
  [0, 36],
  [1, 18],
  [0, -20],
  [0, 46],
  [1, 4],
  [1, 32],
];
const TO_LEFT = [
  [-1, 18],
  [-1, 4],
  [-1, 32],
];
const ASIDE = 30; // Pixels from a town's middle to a name beside it.
const COUNTRY = [
  [7.2, 101.8],
  [23.6, 117.2],
];
const HINT_SHOWN = 1600; // Milliseconds.
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Canvas {
  /** `communes` in the order of the keyboard; `islands`: codes of islands; `framed`: those outside the first view;
   * `choose(code)` is called when one is chosen, `moved(view)` when another part of the map, [latitude, longitude,
   * zoom], has come into view. */
  constructor(live, { inset, communes, islands, framed, zones, choose, moved }) {
    this.islands = islands;
    this.framed = framed;
    this.live = live;
    this.inset = inset;
    this.communes = communes;
    this.zones = zones;
    this.choose = choose;
    this.moved = moved;
  }

  /** Draw the map and prepare all communes; `pause` is awaited after each step. */
  async ready(pause) {
    await this.draw(pause);
    const { map, communes } = this;
    for (let at = 0; at < communes.length; at += FEW) {
      await pause();
      for (const commune of communes.slice(at, at + FEW)) this.prepare(commune);
    }
    this.roveTo(communes[0].code);
    this.gestures();
    map.on("click", (event) => this.pickNear(event));
    map.on("dblclick", (event) => this.doubled(event));
    map.on("moveend", () => this.look()); // Also fires after each zoom.
    map.on("moveend", () => this.moved([map.getCenter().lat, map.getCenter().lng, map.getZoom()]));
    await pause();
    this.look();
    await pause();
  }

  async draw(pause) {
    const steps = draw();
    let step = steps.next();
    for (; !step.done; step = steps.next()) await pause();
    const { map, communes } = step.value;
    this.map = map;
    this.lines = L.layerGroup().addTo(map);
    this.groups = L.layerGroup().addTo(map);
    this.shapes = new Map();
    for (const layer of communes) {
      layer.eachLayer((shape) =>
        this.shapes.set(shape.feature.properties.code, { shape, at: L.latLng(shape.feature.properties.at) }),
      );
    }
    this.home = this.communes
      .filter(({ home, code }) => home && !this.framed.has(code))
      .map(({ code }) => this.shapes.get(code).at);
    map.zoomIn = (by = 1) => this.nearer(by);
    map.zoomOut = (by = 1) => map.setZoom(map.getZoom() - by, { animate: this.animate });
    L.control.zoom({ position: "topright", zoomInTitle: "Phóng to", zoomOutTitle: "Thu nhỏ" }).addTo(map);
    for (const name of ["names", "towns", "numbers"]) map.getPane(name).setAttribute("aria-hidden", "true");
  }

  prepare({ code, name }) {
    const entry = this.shapes.get(code);
    const path = entry.shape.getElement();
    path.dataset.commune = code;
    path.setAttribute("aria-label", name); // The button's name until the counts arrive.
    path.setAttribute("role", "button");
    path.setAttribute("tabindex", "-1");
    entry.mark = L.marker(entry.at, {
      icon: L.divIcon({ className: "mark", iconSize: [0, 0] }),
      interactive: false,
      keyboard: false,
      pane: "numbers",
    });
    entry.mark.addTo(this.map);
    const [number, label] = [document.createElement("b"), document.createElement("i")];
    label.textContent = name;
    entry.mark.getElement().append(number, label);
    entry.shape.on("click", () => this.pick(code, true));
    entry.shape.bindTooltip(name, { className: "map__name", direction: "top", sticky: !entry.shape.setRadius });
    if (this.islands.has(code) && !entry.shape.setRadius) this.badge(code, number);
    path.addEventListener("focus", () => this.roveTo(code));
    path.addEventListener("keydown", (event) => this.press(event, code));
  }

  // A commune of scattered islets also gets a round badge: the islets are too small to tap and to hold a number.
  badge(code, number) {
    this.shapes.get(code).badged = true;
    number.dataset.badge = code;
    L.DomEvent.disableClickPropagation(number);
    number.addEventListener("click", () => this.pick(code));
  }

  /** Show these counts: {code: {count, all, shade}}. */
  show(counts) {
    for (const commune of this.communes) {
      const { code } = commune;
      const { count, all, shade } = counts.get(code);
      const entry = this.shapes.get(code);
      if (entry.count === count) continue;
      entry.count = count;
      const path = entry.shape.getElement();
      path.classList.remove(`shade-${entry.shade}`);
      path.classList.add(`shade-${shade}`);
      path.classList.toggle("other", !count && all > 0);
      path.setAttribute("aria-label", told(commune, count, all));
      entry.shade = shade;
      const mark = entry.mark.getElement();
      mark.firstChild.textContent = count ? number(count) : "";
      mark.classList.toggle("mark--strong", shade > 2);
      mark.dataset.shade = shade;
    }
    const layered = [...this.shapes.values()].filter(({ shape, shade }) => shade && shape.setRadius);
    for (const { shape } of layered.sort((one, other) => one.shade - other.shade)) shape.bringToFront();
    this.size();
    this.group();
    this.layNames();
  }

  // Dots and badges too close to tap become one larger circle with their number of models; tapping it zooms in.
  group() {
    const { map } = this;
    const dots = [...this.shapes].filter(([, { shape, badged }]) => shape.setRadius || badged);
    const apart = map.getZoom() < VIEWS.wide;
    const points = dots.map(([code, entry]) => ({ code, entry, ...map.latLngToLayerPoint(entry.at) }));
    const groups = apart ? [] : grouped(points, reach, WIDEST).filter((group) => group.points.length > 1);
    const hidden = new Set(groups.flatMap((group) => group.points).map(({ code }) => code));
    for (const { code, entry } of points) {
      entry.shape.getElement().classList.toggle("commune--grouped", hidden.has(code) && !entry.badged);
      entry.mark.getElement().classList.toggle("mark--grouped", hidden.has(code));
    }
    this.groups.clearLayers();
    for (const group of groups) this.groupMark(group);
  }

  groupMark({ x, y, points: group }) {
    const count = counted(group);
    const icon = L.divIcon({ className: "mark", iconSize: [0, 0] });
    const place = this.map.layerPointToLatLng([x, y]);
    const marker = L.marker(place, { icon, interactive: false, keyboard: false, pane: "numbers" });
    this.groups.addLayer(marker);
    const mark = document.createElement("b");
    mark.dataset.group = group.map(({ code }) => code).join(" ");
    mark.textContent = number(count);
    mark.classList.toggle("none", !count);
    mark.title = `${group.length} nơi: ${number(count)} mô hình`;
    marker.getElement().append(mark);
    L.DomEvent.disableClickPropagation(mark);
    mark.addEventListener("click", () => this.bringApart(group.map(({ code }) => code)));
  }

  /** Zoom in until these communes are separate dots. */
  bringApart(codes) {
    const ats = codes.map((code) => this.shapes.get(code).at);
    const zoom = Math.max(this.map.getZoom() + 1, Math.min(this.apartFrom(ats), this.map.getMaxZoom()));
    this.map.setView(L.latLngBounds(ats).getCenter(), zoom, { animate: this.animate });
  }

  // The zoom at which the two closest of some places are FINGER pixels apart.
  apartFrom(ats) {
    const zoom = this.map.getZoom();
    const points = ats.map((at) => this.map.project(at, zoom));
    let nearest = Infinity;
    points.forEach((one, at) => {
      for (const other of points.slice(at + 1)) nearest = Math.min(nearest, one.distanceTo(other));
    });
    return zoom + Math.log2((FINGER * 1.2) / Math.max(nearest, 0.01));
  }

  // Updates styles that depend on the zoom.
  look() {
    const zoom = this.map.getZoom();
    this.live.dataset.view =
      zoom < VIEWS.wide ? "wide" : zoom < VIEWS.middle && !this.sees(this.home) ? "middle" : "near";
    this.live.toggleAttribute("data-names", zoom >= NAMES_FROM);
    this.thin();
    if (zoom >= NAMES_FROM) this.showNames();
    this.layNames();
    this.live.toggleAttribute("data-small", zoom < SMALL_TO);
    this.inset.classList.toggle(
      "map__inset--away",
      this.zones.every(([, at]) => this.map.getBounds().contains(at)),
    );
    this.size();
    this.group();
  }

  // Removes marks far outside the view from the document: the browser would restyle each at every step.
  thin() {
    const [near, pane] = [this.map.getBounds().pad(AROUND), this.map.getPane("numbers")];
    for (const { at, mark } of this.shapes.values()) {
      const [element, seen] = [mark.getElement(), near.contains(at)];
      if (seen === element.isConnected) continue;
      if (seen) pane.append(element);
      else element.remove();
    }
  }

  size() {
    const zoom = this.map.getZoom();
    const size = zoom < VIEWS.wide ? 0.5 : zoom < SMALL_TO ? 0.75 : Math.min(1.35, 0.95 + (zoom - SMALL_TO) * 0.15);
    for (const { shape, shade } of this.shapes.values()) {
      if (shape.setRadius && shade !== undefined && shape.getRadius() !== RADII[shade] * size)
        shape.setRadius(RADII[shade] * size);
    }
  }

  // Of overlapping names, the one with more models is shown.
  showNames() {
    const kept = [];
    const first = [...this.communes].sort(
      (one, other) => (this.shapes.get(other.code).shade ?? 0) - (this.shapes.get(one.code).shade ?? 0),
    );
    for (const { code, name } of first) {
      const { at, mark } = this.shapes.get(code);
      const { x, y } = this.map.latLngToLayerPoint(at);
      const half = (name.length * LETTER) / 2;
      const free = kept.every((one) => Math.abs(one.y - y) > LINE || Math.abs(one.x - x) > one.half + half);
      mark.getElement().lastChild.classList.toggle("away", !free);
      if (free) kept.push({ x, y, half });
    }
  }

  // Names are measured in the next frame, because it lays out the page anyway.
  layNames() {
    this.soon ??= requestAnimationFrame(() => {
      this.soon = undefined;
      this.hideCutNames();
    });
  }

  // Hides names cut by the edge or the inset, and repeated names of a neighbour.
  hideCutNames() {
    const { left, right, top, bottom } = this.map.getContainer().getBoundingClientRect();
    const names = boxes(this.live, ".name > span");
    const numbers = boxes(this.live, ".mark > b:not([data-badge], [data-group])");
    const groups = boxes(this.live, "[data-group]").map(([, box]) => box);
    const rank = (name) => NAMES.findIndex((kind) => name.parentElement.classList.contains(`name--${kind}`));
    const { inset } = this;
    const kept = inset.classList.contains("map__inset--away") ? [] : [inset.getBoundingClientRect()];
    const written = new Set();
    const shown = [];
    for (const [name, drawn] of names.sort(([one], [other]) => rank(one) - rank(other))) {
      const box = name.parentElement.matches(TOWNS) ? giveWay(name, drawn, [...groups, ...kept]) : drawn;
      const lies = (other) => over(box, other);
      const cut = box.left < left || box.right > right || written.has(name.textContent) || kept.some(lies);
      name.classList.toggle("cut", cut);
      if (cut || !box.width) continue;
      kept.push(box);
      shown.push(box);
      if (box.top >= top && box.bottom <= bottom) written.add(name.textContent);
    }
    // A number below a name or another number is unreadable, so it is hidden; the shade of its commune remains.
    const shade = (number) => Number(number.parentElement.dataset.shade);
    for (const [number, box] of numbers.sort(([one], [other]) => shade(other) - shade(one))) {
      const below = shown.some((other) => over(box, other));
      number.classList.toggle("under", below);
      if (!below && box.width) shown.push(box);
    }
  }

  sees(points) {
    const bounds = this.map.getBounds();
    return points.some((point) => bounds.contains(point));
  }

  // --- keyboard and pointer ---

  roveTo(code) {
    this.shapes.get(this.current)?.shape.getElement().setAttribute("tabindex", "-1");
    this.shapes.get(code).shape.getElement().setAttribute("tabindex", "0");
    this.current = code;
  }

  press(event, code) {
    const at = this.communes.findIndex((commune) => commune.code === code);
    const last = this.communes.length - 1;
    let to = event.key in STEPS ? (at + STEPS[event.key] + last + 1) % (last + 1) : -1;
    if (event.key === "Home") to = 0;
    if (event.key === "End") to = last;
    if (event.key === "Enter" || event.key === " ") this.pick(code);
    else if (event.key === "+" || event.key === "=")
      this.map.setZoomAround(this.shapes.get(code).at, this.map.getZoom() + 1, { animate: this.animate });
    else if (to >= 0) this.focus(this.communes[to].code);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  focus(code) {
    const { shape, at } = this.shapes.get(code);
    const group = this.live.querySelector(`[data-group~="${code}"]`);
    if (group) this.bringApart(group.dataset.group.split(" "));
    this.map.panInside(at, { padding: [40, 40], animate: false });
    shape.getElement().focus({ preventScroll: true });
  }

  /** Choose a commune; if a pointer chose one smaller than FINGER, also zoom in. */
  pick(code, byPointer = false) {
    this.roveTo(code);
    const { shape, at } = this.shapes.get(code);
    const { width, height } = shape.getElement().getBoundingClientRect();
    const small = FINGER / Math.max(1, Math.min(width, height));
    if (byPointer && !shape.setRadius && small > 1)
      this.map.setZoomAround(at, this.map.getZoom() + Math.log2(small) + 0.25, { animate: this.animate });
    this.choose(code);
  }

  // A tap just beside a dot or an area chooses it.
  pickNear({ originalEvent, containerPoint }) {
    if (originalEvent.target.closest?.("[data-commune], [data-badge], [data-group]")) return;
    const dots = [...this.shapes].filter(
      ([, { shape }]) => shape.setRadius && !shape.getElement().matches(".commune--grouped"),
    );
    const far = ([, { at }]) => this.map.latLngToContainerPoint(at).distanceTo(containerPoint);
    const nearest = closest(dots, far);
    const code = nearest && far(nearest) <= NEAR ? nearest[0] : areaAround(originalEvent);
    if (code) this.pick(code, true);
  }

  // A double tap on empty sea would zoom into the sea.
  doubled({ latlng, containerPoint }) {
    const { map } = this;
    const far = (at) => map.latLngToContainerPoint(at).distanceTo(containerPoint);
    const nearest = closest(
      [...this.shapes.values()].map(({ at }) => at),
      far,
    );
    const reach = Math.min(map.getSize().x, map.getSize().y) / 4;
    map.setZoomAround(far(nearest) > reach ? nearest : latlng, map.getZoom() + 1, { animate: this.animate });
  }

  /** Draw lines from a commune to others: where a model came from, or was copied to. */
  connect(code, codes) {
    this.lines.clearLayers();
    for (const other of codes) {
      const ends = [this.shapes.get(code)?.at, this.shapes.get(other)?.at];
      if (ends[0] && ends[1] && code !== other)
        this.lines.addLayer(L.polyline(ends, { pane: "lines", className: "copy-line", interactive: false }));
    }
  }

  /** Zoom in around the chosen commune, otherwise around the one nearest to the middle. */
  nearer(by) {
    const { map } = this;
    const chosen = this.shapes.get(this.chosen)?.at;
    const middle = map.getCenter();
    const points = [...this.shapes.values()].map(({ at }) => at);
    const seen = points.filter((at) => map.getBounds().contains(at));
    const nearest = closest(seen, (at) => middle.distanceTo(at));
    // A chosen island in a separate frame is outside the view.
    if (this.framed.has(this.chosen) && !map.getBounds().contains(chosen))
      return map.setView(chosen, map.getZoom() + by, { animate: this.animate });
    const stays = chosen && map.getBounds().contains(chosen) ? chosen : (nearest ?? middle);
    return map.setZoomAround(stays, map.getZoom() + by, { animate: this.animate });
  }

  /** Mark one commune, or none, as chosen. */
  mark(code) {
    this.chosen = code;
    for (const [one, { shape }] of this.shapes) shape.getElement().classList.toggle("commune--chosen", one === code);
  }

  /** Bring one commune, the home province, the country or an archipelago into view. */
  goTo(code) {
    const { shape, at } = this.shapes.get(code);
    if (shape.getBounds && !shape.setRadius) this.fit(shape.getBounds(), 11);
    else this.map.setView(at, Math.max(this.map.getZoom(), 10.5), { animate: this.animate });
  }

  /** Show a part of the map again, as `moved` gave it. */
  setView([latitude, longitude, zoom]) {
    this.map.setView([latitude, longitude], zoom, { animate: false });
  }

  view(name) {
    this.fit(name === "home" ? L.latLngBounds(this.home).pad(0.03) : L.latLngBounds(COUNTRY), 12);
  }

  goToZone(code) {
    this.map.setView(this.zones.find(([zone]) => zone === code)[1], 6.5, { animate: this.animate });
  }

  fit(bounds, maxZoom) {
    this.map.fitBounds(bounds, { maxZoom, animate: this.animate });
  }

  get animate() {
    return !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  // One finger, or the wheel, scrolls the page; two fingers, or Ctrl and the wheel, move the map.
  gestures() {
    const { map } = this;
    const container = map.getContainer();
    const fine = matchMedia("(pointer: fine)");
    const dragging = () => map.dragging[fine.matches ? "enable" : "disable"]();
    fine.addEventListener("change", dragging);
    dragging();
    const wheel = (event) => {
      map.scrollWheelZoom[event.ctrlKey || event.metaKey ? "enable" : "disable"]();
      if (!event.ctrlKey && !event.metaKey) this.hint("Giữ phím Ctrl và lăn chuột để phóng to, thu nhỏ");
    };
    this.live.addEventListener("wheel", wheel, { capture: true, passive: true });
    const touch = (event) => {
      if (event.touches.length === 1 && !fine.matches) this.hint("Dùng hai ngón tay để di chuyển bản đồ");
    };
    container.addEventListener("touchmove", touch, { passive: true });
    container.addEventListener("touchend", () => this.hint(""), { passive: true });
  }

  hint(text) {
    const hint = this.live.querySelector("[data-part=hint]");
    clearTimeout(this.hinting);
    hint.textContent = text;
    hint.hidden = !text;
    if (text) this.hinting = setTimeout(() => (hint.hidden = true), HINT_SHOWN);
  }
}

// Elements with their boxes; all are measured before any is changed.
const boxes = (within, what) =>
  [...within.querySelectorAll(what)].map((element) => [element, element.getBoundingClientRect()]);

// Moves the name of a town so that it overlaps none of these boxes; returns its new box.
function giveWay(name, { left, right, top, bottom, width }, others) {
  const before = ["--aside", "--shift"].map((key) => parseFloat(name.style.getPropertyValue(key)) || 0);
  const step = width / 2 + ASIDE;
  const moved = (way) => {
    const [x, y] = [way[0] * step - before[0], way[1] - before[1]];
    return { left: left + x, right: right + x, width, top: top + y, bottom: bottom + y };
  };
  const ways = name.parentElement.matches(".name--seat") ? [...TO_RIGHT, ...TO_LEFT] : TO_RIGHT;
  const way = ways.find((one) => !others.some((other) => over(moved(one), other))) ?? ways[0];
  name.style.setProperty("--aside", `${way[0] * step}px`);
  name.style.setProperty("--shift", `${way[1]}px`);
  return moved(way);
}

const over = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

// The commune whose area is nearest to the tap; undefined when none is near.
function areaAround({ clientX, clientY }) {
  for (const far of MISSED) {
    for (let turn = 0; turn < 2 * Math.PI; turn += Math.PI / 4) {
      const met = document.elementFromPoint(clientX + far * Math.cos(turn), clientY + far * Math.sin(turn));
      if (met?.matches("[data-commune]")) return met.getAttribute("data-commune");
    }
  }
  return undefined;
}

const counted = (points) => points.reduce((sum, { entry }) => sum + (entry.count ?? 0), 0);

// Radius in pixels of a dot or group: half a finger, a round mark, or as wide as its number.
function reach({ points }) {
  return points.length > 1 ? Math.min(WIDEST, Math.max(15, 8 + 3 * number(counted(points)).length)) : FINGER / 2;
}

/** The item with the smallest `far(item)`, the first of equals; undefined for an empty list. */
function closest(items, far) {
  const measured = items.map((item) => ({ item, distance: far(item) }));
  return measured.reduce((best, one) => (best && best.distance <= one.distance ? best : one), undefined)?.item;
}
