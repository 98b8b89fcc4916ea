// What the page calls things, in each of its languages, as far as specs find them by it.

const WORDS = {
  en: {
    script: "Script",
    examples: "Examples",
    share: "Share",
    help: "Help",
    close: "Close",
    pageSize: "page size",
    pages: "pages",
    play: /^Play/,
    pause: /^Pause/,
    selection: "Selection",
  },
  zh: {
    script: "脚本",
    examples: "示例",
    share: "分享",
    help: "帮助",
    close: "关闭",
    pageSize: "页大小",
    pages: "页数",
    play: /^播放（/,
    pause: /^暂停/,
    selection: "选中",
  },
};

/** The words of the language that the page is in. */
export const words = async (page) => WORDS[await language(page)];

/** The language that the page is in. */
export const language = (page) => page.evaluate(() => document.documentElement.lang);
