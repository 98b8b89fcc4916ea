// Before the program of the page runs: the chosen colours and language, so that nothing is painted twice, and a word if
// the page cannot start. The page decides on colours and language again, by the same rules.
//
// It is written into index.html, in a syntax that older browsers know: those have to be told, too.

var root = document.documentElement;
var linked = /(?:^#|&|;)lang=([a-z]+)/i.exec(location.hash);
var wanted = [linked && linked[1]];
try {
  // A figure in another page is not the reader's own: it leaves the storage alone.
  var stored = function (key) {
    return /(?:^#|&|;)embed\b/.test(location.hash) ? null : localStorage.getItem(key);
  };
  var theme = stored("lite-alloc.theme");
  if (theme) root.dataset.theme = theme;
  wanted.push(stored("lite-alloc.language"));
} catch (error) {
  // Storage is forbidden: nothing was chosen.
}
wanted = wanted.concat(navigator.languages || []).map(function (tag) {
  return (tag || "").split("-")[0].toLowerCase();
});
root.lang = wanted.filter(function (tag) { return tag === "en" || tag === "zh"; })[0] || "en";

var WORDS = {
  en: {
    failed: ["The page could not start: ", ". Reloading may help; otherwise try a current browser."],
    missing: "a file is missing",
    old: "this browser does not know JavaScript modules",
    frame: "This page can't start in a sandboxed frame, because its server does not allow other origins to load its files. It must send the header “Access-Control-Allow-Origin: *” with them.",
    file: "This page can't start from a file: a web server has to serve it. “cargo xtask serve” is one.",
  },
  zh: {
    failed: ["页面无法启动：", "。请尝试重新载入，或换用较新的浏览器。"],
    missing: "缺少文件",
    old: "此浏览器不支持 JavaScript 模块",
    frame: "页面无法在沙盒框架（sandbox）中启动，因为服务器不允许其他来源载入它的文件。服务器必须为这些文件发送标头“Access-Control-Allow-Origin: *”。",
    file: "页面无法从本地文件启动，必须由 Web 服务器提供，例如运行“cargo xtask serve”。",
  },
};
var over = false;
var place = null;

// Only before the page has started: a page that works is not covered, whatever else goes wrong. Its own panics are
// shown by the program.
function fail(reason) {
  var loading = document.getElementById("loading");
  var fault = document.getElementById("fault");
  if (over || !loading) return;
  loading.remove();
  // The program may have said why, already.
  if (!fault.hidden) return;
  var words = WORDS[root.lang];
  // A document without an origin can load nothing but what a server allows to all.
  var alone = !reason && self.origin === "null" && (location.protocol === "file:" ? words.file : words.frame);
  fault.textContent = alone || words.failed[0] + (reason || words.missing) + words.failed[1];
  fault.hidden = false;
  place = fault;
}

var base = document.baseURI.replace(/[?#].*/, "").replace(/[^/]*$/, "");

// Extensions and other programs run here, too.
function isOwn(address) {
  return (address || "").indexOf(base) >= 0;
}

// Elements that can't be loaded report that to themselves alone, so they are heard on the way down.
addEventListener("error", function (event) {
  var script = event.target;
  if (script !== window) {
    if (script.tagName === "SCRIPT" && script.type === "module" && (!script.src || isOwn(script.src))) fail();
  } else if (event.error && isOwn(event.filename)) {
    // Without an error it is a notice, such as that a ResizeObserver will be called again.
    fail(event.error.message || event.message);
  }
}, true);

addEventListener("unhandledrejection", function (event) {
  var reason = event.reason || {};
  // What the browser itself rejects, a file of the program for example, has no place in a script.
  if (/:\/\//.test(reason.stack) && !isOwn(reason.stack)) return;
  fail(reason.message || String(reason));
});

// Once the page is parsed, and before modules would run.
document.addEventListener("readystatechange", function () {
  if (!("noModule" in document.createElement("script"))) fail(WORDS[root.lang].old);
});

// Whatever seemed to be wrong, it was nothing that the page needs.
addEventListener("TrunkApplicationStarted", function () {
  over = true;
  if (place) place.hidden = true;
});
