/**
 * The only script of the page: it filters the list of items by words and status. The page is complete without it. It takes nothing from
 * the page but text, and writes no markup; its hash in the policy lets in nothing else.
 */
export const pageScript = `(() => {
const form = document.querySelector("form.filter");
if (!form) return;
const [words, status, output] = ["input", "select", "output"].map((name) => form.querySelector(name));
const phases = [...document.querySelectorAll("details.phase")].map((one) => ({ one, wasOpen: one.open,
groups: [...one.querySelectorAll(".group")].map((group) => ({ group, items: [...group.querySelectorAll("li")].map((item) => ({ item, text: item.textContent.toLowerCase() })) })) }));
let active = false;
const apply = () => {
const wanted = words.value.toLowerCase().split(/\\s+/).filter(Boolean);
const isFiltered = wanted.length > 0 || status.value !== "";
let found = 0;
for (const phase of phases) {
if (isFiltered && !active) phase.wasOpen = phase.one.open;
let inPhase = 0;
for (const { group, items } of phase.groups) {
let inGroup = 0;
for (const { item, text } of items) {
const isVisible = (status.value === "" || item.dataset.status === status.value) && wanted.every((word) => text.includes(word));
item.hidden = !isVisible;
if (isVisible) inGroup += 1;
}
group.hidden = inGroup === 0;
inPhase += inGroup;
}
phase.one.hidden = isFiltered && inPhase === 0;
phase.one.open = isFiltered ? inPhase > 0 : active ? phase.wasOpen : phase.one.open;
found += inPhase;
}
active = isFiltered;
output.textContent = isFiltered ? found + " found" : "";
};
form.hidden = false;
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
const openTarget = () => {
const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
if (target && target.matches("details.phase")) target.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();
})();
`;
