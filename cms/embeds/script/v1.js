/*
 * News, search, documents, poll and visits of the Dong Hoi mediation portal, for any web page:
 *
 *   <script src="https://PORTAL/embed/v1.js" async></script>
 *   <dh-news count="5"><a href="https://PORTAL/tin-tuc/">...</a></dh-news>
 *
 * One file, no dependency, no build. It sets no global, writes no inline style attribute and
 * no HTML text, so that it works under a strict Content-Security-Policy. Whatever fails in
 * it fails alone: the page around it goes on. Served as pure ASCII, in any page's encoding.
 */
(function () {
  "use strict";
  try {
    begin();
  } catch (error) {
    complain(error);
  }

  function complain(error) {
    try {
      console.warn("dh-embed:", error);
    } catch (_) {
      // Not even that: then in silence.
    }
  }

  function begin() {
    // In a browser too old for it (before 2020) the page keeps its own links.
    if (!window.customElements || !window.AbortController || !Element.prototype.replaceChildren) return;
    const script = document.currentScript || document.querySelector('script[src*="/embed/v1"]');
    const SERVER = new URL((script && script.dataset.server) || (script && script.src)).origin;
    const API = SERVER + "/api/v1/";
    // Milliseconds.
    const TIMEOUT = 10000;
    const FIRST_RETRY = 2000;
    const THANKED = 10 * 1000;
    const LAST_RETRY = 300000;
    const REFRESH = 300000;
    const TYPING = 250;

    const WORDS = {
      vi: {
        news: "Tin hòa giải cơ sở",
        documents: "Văn bản, tài liệu hòa giải",
        search: "Tìm trong thư viện hòa giải",
        poll: "Bình chọn",
        visits: "Lượt truy cập",
        loading: "Đang tải…",
        noNews: "Chưa có tin nào.",
        noDocuments: "Chưa có tài liệu nào.",
        noPoll: "Hiện không có bình chọn nào.",
        nothing: "Không tìm thấy gì. Hãy thử ít từ hơn, có dấu hoặc không dấu đều được.",
        waiting: "Chưa kết nối được với máy chủ. Trang sẽ tự thử lại, bạn không cần làm gì.",
        stale: "Tạm mất kết nối với máy chủ. Nội dung này lấy lúc {time}; trang đang tự thử lại.",
        offline: "Máy của bạn đang ngoại tuyến. Nội dung sẽ tự cập nhật khi có mạng.",
        busy: "Máy chủ đang bận. Trang sẽ tự thử lại sau ít phút.",
        gone: "Nội dung này không còn được đăng.",
        wrong: "Chưa hiển thị được nội dung này.",
        back: "Đã kết nối lại.",
        moreNews: "Xem tất cả tin",
        moreDocuments: "Xem cả thư viện",
        moreFound: "Xem tất cả {n} kết quả",
        words: "Từ cần tìm",
        find: "Tìm",
        finding: "Đang tìm…",
        found: "Có {n} kết quả",
        voteOne: "Chọn một phương án.",
        voteSeveral: "Có thể chọn nhiều phương án.",
        voteMost: "Chọn nhiều nhất {n} phương án.",
        vote: "Bình chọn",
        sending: "Đang gửi phiếu…",
        choose: "Hãy chọn một phương án trước khi gửi.",
        thanks: "Cảm ơn bạn đã bình chọn.",
        change: "Đổi lựa chọn",
        later: "Kết quả sẽ công bố sau khi bình chọn kết thúc.",
        opens: "Bình chọn bắt đầu lúc {time}.",
        closed: "Bình chọn đã kết thúc.",
        voters: "{n} người đã tham gia bình chọn",
        results: "Kết quả bình chọn",
        option: "Phương án",
        votes: "Số phiếu",
        percent: "Tỷ lệ",
        unsent: "Chưa gửi được phiếu vì mất kết nối. Trang sẽ tự gửi lại; phiếu chỉ được tính một lần.",
        crowded: "Mạng của bạn vừa gửi nhiều phiếu. Xin thử lại sau {n} giây.",
        refused: "Phiếu này không được nhận. Hãy xem lại lựa chọn.",
        online: "Online",
        today: "Hôm nay",
        total: "Tổng",
      },
      en: {
        news: "Mediation news",
        documents: "Mediation documents",
        search: "Search the mediation library",
        poll: "Poll",
        visits: "Visits",
        loading: "Loading…",
        noNews: "There is no news yet.",
        noDocuments: "There are no documents yet.",
        noPoll: "There is no poll at the moment.",
        nothing: "Nothing was found. Try fewer words, with or without diacritics.",
        waiting: "The server cannot be reached. This will try again by itself.",
        stale: "The connection is lost. This is as of {time}; it will try again by itself.",
        offline: "You are offline. This will update once there is a connection.",
        busy: "The server is busy. This will try again in a few minutes.",
        gone: "This is no longer published.",
        wrong: "This cannot be shown.",
        back: "Connected again.",
        moreNews: "All news",
        moreDocuments: "The whole library",
        moreFound: "All {n} results",
        words: "Search words",
        find: "Search",
        finding: "Searching…",
        found: "{n} results",
        voteOne: "Choose one option.",
        voteSeveral: "You may choose several options.",
        voteMost: "Choose at most {n} options.",
        vote: "Vote",
        sending: "Sending your vote…",
        choose: "Choose an option before you send.",
        thanks: "Thank you for your vote.",
        change: "Change my vote",
        later: "Results are published when the poll has closed.",
        opens: "The poll opens at {time}.",
        closed: "The poll has closed.",
        voters: "{n} people have voted",
        results: "Results of the poll",
        option: "Option",
        votes: "Votes",
        percent: "Share",
        unsent: "Your vote is not sent yet: no connection. It will be sent again, and counts once.",
        crowded: "Many votes came from your network. Please try again in {n} seconds.",
        refused: "This vote was not accepted. Please look at your choice.",
        online: "Online",
        today: "Today",
        total: "Total",
      },
    };

    const STYLE = `
:host{display:block;contain:content;font:var(--dh-font,inherit);font-size:var(--dh-font-size,inherit)}
:host([hidden]),[hidden]{display:none!important}
*{box-sizing:border-box}
.box{--a:var(--dh-accent,#8f1d1d);--o:var(--dh-on-accent,#fff);--b:var(--dh-border,#8c8279);
color:var(--dh-text,inherit);background:var(--dh-background,transparent);line-height:1.5;
overflow-wrap:break-word;border-radius:var(--dh-radius,.3em)}
.themed .box{padding:var(--dh-padding,.75em)}
.light .box{color:var(--dh-text,#1d1b1a);background:var(--dh-background,#fff)}
.dark .box{--a:var(--dh-accent,#ffb4a8);--o:var(--dh-on-accent,#2a0d0a);--b:var(--dh-border,#a59b92);
color:var(--dh-text,#f3efe9);background:var(--dh-background,#1d1b1a)}
.heading{font-size:1.15em;line-height:1.3;margin:0 0 .5em}
ul,dl,p,fieldset,table{margin:0;padding:0;border:0}
ul{list-style:none}
li+li{margin-top:var(--dh-gap,.75em)}
.news li{overflow:hidden}
img{max-width:100%;height:auto;border-radius:var(--dh-radius,.3em)}
.news img{float:left;width:6em;height:4em;object-fit:cover;margin:.2em .75em .2em 0}
a{color:var(--a);text-underline-offset:.15em}
.link{font-weight:600}
.date,.note,.lead,.passage{font-size:.9em}
.date,.note{display:block}
.status,.more,.note{margin-top:.5em}
.status:empty{display:none}
.status{padding:.4em .6em;border:1px solid var(--b);border-radius:var(--dh-radius,.3em);font-size:.9em}
form.search{display:flex;flex-wrap:wrap;gap:.5em;margin-bottom:.75em}
input[type=search]{flex:1 1 9em;min-width:0;padding:.4em .6em;min-height:2.75em;font:inherit;
color:#1d1b1a;background:#fff;border:1px solid var(--b);border-radius:var(--dh-radius,.3em)}
button{font:inherit;font-weight:600;min-height:2.75em;padding:.4em 1em;cursor:pointer;color:var(--o);
background:var(--a);border:1px solid var(--a);border-radius:var(--dh-radius,.3em)}
button[aria-disabled=true]{cursor:progress}
button.quiet{color:var(--a);background:none}
:focus-visible{outline:3px solid var(--dh-focus,var(--a));outline-offset:2px}
mark{background:#ffe9a8;color:#1d1b1a;padding:0 .1em}
legend{font-weight:700;padding:0;margin-bottom:.25em}
label.option{display:flex;align-items:center;gap:.6em;min-height:2.75em;padding:.25em 0;cursor:pointer}
label.option input{flex:none;width:1.2em;height:1.2em;margin:0;accent-color:var(--a)}
label.option img{width:4em}
table{width:100%;border-collapse:collapse;margin-top:.5em}
caption{text-align:left;font-weight:700}
th,td{text-align:left;font-weight:400;padding:.3em .6em .3em 0;vertical-align:top;border-bottom:1px solid var(--b)}
thead th{font-size:.9em}
.number{text-align:right;white-space:nowrap}
.bar{display:block;height:.5em;margin-top:.25em;border:1px solid var(--a);border-radius:.25em;overflow:hidden}
.bar span{display:block;height:100%;background:var(--a)}
.visits{display:flex;flex-wrap:wrap;gap:.25em 1.25em}
.visits div{display:flex;gap:.4em}
.visits dd{margin:0;font-weight:700;font-variant-numeric:tabular-nums}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (prefers-color-scheme:dark){.auto .box{--a:var(--dh-accent,#ffb4a8);--o:var(--dh-on-accent,#2a0d0a);
--b:var(--dh-border,#a59b92);color:var(--dh-text,#f3efe9);background:var(--dh-background,#1d1b1a)}}
@media (prefers-color-scheme:light){.auto .box{color:var(--dh-text,#1d1b1a);background:var(--dh-background,#fff)}}
@media (forced-colors:active){.bar span{forced-color-adjust:none;background:CanvasText}}
@media (prefers-reduced-motion:no-preference){.wait{animation:w 1.6s ease-in-out infinite alternate}
@keyframes w{to{opacity:.75}}}
`;

    let sheet = null;
    try {
      // Unlike a style element, this is not what `style-src` forbids.
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
    } catch (_) {
      sheet = null;
    }

    function dress(root) {
      if (sheet && "adoptedStyleSheets" in root) {
        root.adoptedStyleSheets = [sheet];
        return;
      }
      const style = document.createElement("style");
      style.textContent = STYLE;
      root.append(style);
    }

    // An element: `part` is its class as well; `on…` listens; null and false leave out.
    function make(tag, properties, ...children) {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(properties || {})) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), guarded(value));
        else element.setAttribute(name, value === true ? "" : value);
      }
      const part = properties && properties.part;
      if (part) element.className = part + (properties.class ? " " + properties.class : "");
      element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
      return element;
    }

    function guarded(action) {
      return function (...given) {
        try {
          const done = action.apply(this, given);
          if (done && done.catch) done.catch(complain);
          return done;
        } catch (error) {
          complain(error);
          return undefined;
        }
      };
    }

    // Text in which only <mark> is markup, as the API gives it, without ever parsing HTML.
    function marked(html) {
      const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };
      const plain = (text) =>
        text.replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) => entities[name]);
      return html.split(/<mark>([^]*?)<\/mark>/).map((text, place) =>
        place % 2 ? make("mark", {}, plain(text)) : plain(text),
      );
    }

    // A link leads where http does: never to javascript:.
    function safe(url) {
      try {
        const parsed = new URL(url, SERVER);
        return /^https?:$/.test(parsed.protocol) ? parsed.href : SERVER;
      } catch (_) {
        return SERVER;
      }
    }

    const ZONE = { timeZone: "Asia/Ho_Chi_Minh" };
    const DAY = { ...ZONE, day: "2-digit", month: "2-digit", year: "numeric" };
    const MOMENT = { ...DAY, hour: "2-digit", minute: "2-digit" };

    class Failure extends Error {
      // `status` 0: nobody answered. `wait`: seconds that the server asked for.
      constructor(status, wait, detail) {
        super(detail || String(status));
        this.status = status;
        this.wait = wait || 0;
      }

      get passes() {
        return !this.status || this.status === 408 || this.status === 429 || this.status >= 500;
      }
    }

    async function ask(path, options) {
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), TIMEOUT);
      const outer = options && options.signal;
      if (outer) outer.addEventListener("abort", () => stop.abort());
      try {
        const answer = await fetch(API + path, {
          credentials: "omit",
          // What was withdrawn a moment ago is in no cache of this browser either.
          cache: "no-cache",
          headers: { Accept: "application/json" },
          ...options,
          signal: stop.signal,
        });
        const body = answer.status === 204 ? null : await answer.json().catch(() => null);
        // Something between here and the server (a hotel's sign-in page) is not the server.
        if (answer.ok) {
          if (body || answer.status === 204) return body;
          throw new Failure(0);
        }
        const wait = Number(answer.headers.get("Retry-After"));
        throw new Failure(answer.status, wait, body && (body.detail || body.title));
      } catch (error) {
        throw error instanceof Failure ? error : new Failure(0, 0, String(error));
      } finally {
        clearTimeout(timer);
      }
    }

    function query(given) {
      const wanted = new URLSearchParams();
      for (const [name, value] of Object.entries(given)) if (value) wanted.set(name, value);
      return wanted.toString();
    }

    // Black or white, whichever is read better on a colour given as #rgb or #rrggbb.
    function readable(colour) {
      const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour);
      const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
      const parts = long ? long.slice(1) : short ? short.slice(1).map((one) => one + one) : null;
      if (!parts) return "#fff";
      const [r, g, b] = parts.map((part) => {
        const value = parseInt(part, 16) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
    }

    const standing = new Set();

    function wakeAll() {
      standing.forEach((widget) => widget.wake());
    }

    function wake() {
      if (!document.hidden) wakeAll();
    }
    window.addEventListener("online", guarded(wake));
    window.addEventListener("offline", guarded(wakeAll));
    document.addEventListener("visibilitychange", guarded(wake));

    // What all widgets are: something that is loaded, shown, kept when the server is away,
    // and loaded again.
    class Widget extends HTMLElement {
      static get observedAttributes() {
        return (
          "unit topic count lang language theme heading level show accent text background poll set " +
          "type field validity kind"
        ).split(" ");
      }

      constructor() {
        super();
        this.attachShadow({ mode: "open" });
        guarded(() => {
          dress(this.shadowRoot);
          this.heading = make("div", { part: "heading", hidden: true });
          this.content = make("div", { part: "content" });
          this.status = make("p", { part: "status", role: "status" });
          this.fallback = make("slot", {});
          this.box = make("div", { part: "box", role: "group" }, this.heading, this.content, this.fallback, this.status);
          this.outer = make("div", {}, this.box);
          this.shadowRoot.append(this.outer);
        })();
      }

      connectedCallback() {
        guarded(() => {
          standing.add(this);
          this.restart();
        })();
      }

      disconnectedCallback() {
        guarded(() => {
          standing.delete(this);
          this.rest();
        })();
      }

      attributeChangedCallback(name, before, after) {
        if (before === after || !standing.has(this) || this.changing) return;
        this.changing = true;
        // A page that sets five attributes means one change.
        Promise.resolve().then(
          guarded(() => {
            this.changing = false;
            if (standing.has(this)) this.restart();
          }),
        );
      }

      get language() {
        const wanted = this.getAttribute("language") || this.getAttribute("lang") || "vi";
        return /^en\b/i.test(wanted) ? "en" : "vi";
      }

      say(name, values) {
        return WORDS[this.language][name].replace(/{(\w+)}/g, (_, key) => values[key]);
      }

      number(value) {
        return new Intl.NumberFormat(this.language).format(value);
      }

      time(value, format) {
        return new Intl.DateTimeFormat(this.language === "en" ? "en-GB" : "vi-VN", format).format(new Date(value));
      }

      attribute(name) {
        // A page in windows-1258 writes tones as letters of their own.
        return (this.getAttribute(name) || "").trim().normalize("NFC");
      }

      get count() {
        const wanted = parseInt(this.attribute("count"), 10);
        return Math.min(Math.max(wanted || 5, 1), 50);
      }

      shows(name, usual) {
        const wanted = this.hasAttribute("show") ? this.attribute("show") : usual;
        return wanted.split(/[\s,]+/).includes(name);
      }

      restart() {
        this.rest();
        this.failures = 0;
        this.loadedAt = null;
        this.last = null;
        this.look();
        this.begin();
        this.load();
      }

      // Replaced by those that stand before anything was loaded.
      begin() {
        this.fallback.hidden = true;
        this.tell("");
        this.content.replaceChildren(make("p", { part: "loading", class: "wait" }, this.say("loading")));
      }

      look() {
        const theme = this.attribute("theme");
        const themed = ["light", "dark", "auto"].includes(theme);
        this.outer.className = themed ? "themed " + theme : "";
        this.outer.setAttribute("lang", this.language);
        this.box.setAttribute("aria-label", this.attribute("heading") || this.say(this.constructor.label));
        for (const name of ["accent", "text", "background"]) this.paint(name, this.attribute(name));
        const accent = this.attribute("accent");
        this.paint("on-accent", accent && readable(accent));
        const text = this.attribute("heading");
        const level = /^[1-6]$/.test(this.attribute("level")) ? this.attribute("level") : "2";
        const heading = make(text ? "h" + level : "div", { part: "heading", hidden: !text }, text);
        this.heading.replaceWith(heading);
        this.heading = heading;
      }

      paint(name, colour) {
        const valid = colour && window.CSS && CSS.supports("color", colour);
        // Through the object model, which a Content-Security-Policy leaves alone.
        if (valid) this.box.style.setProperty("--dh-" + name, colour);
        else this.box.style.removeProperty("--dh-" + name);
      }

      rest() {
        clearTimeout(this.timer);
        if (this.stop) this.stop.abort();
        this.stop = null;
        this.due = false;
      }

      wait(delay) {
        clearTimeout(this.timer);
        // Not all of a thousand pages in the same second after a server is back.
        const spread = delay * (0.75 + Math.random() / 2);
        this.timer = setTimeout(
          guarded(() => {
            if (document.hidden) this.due = true;
            else this.load();
          }),
          spread,
        );
      }

      // Not one that the server told to wait, nor one that is asking already.
      wake() {
        if ((this.due || (this.failures && !this.told)) && !this.stop) this.load();
      }

      // Another widget found nobody there: does this one?
      doubt() {
        if (this.loadedAt && !this.failures && !this.stop) this.wait(FIRST_RETRY);
      }

      async load() {
        this.rest();
        const stop = (this.stop = new AbortController());
        this.box.setAttribute("aria-busy", "true");
        try {
          const data = await this.fetch(stop.signal);
          if (stop.signal.aborted) return;
          this.stop = null;
          const lost = this.failures;
          this.succeeded(data);
          // What answers one answers all: none waits its turn out.
          if (lost) wake();
        } catch (error) {
          if (stop.signal.aborted) return;
          this.stop = null;
          this.failed(error);
        }
      }

      succeeded(data) {
        const again = this.failures > 0 && this.loadedAt;
        const state = JSON.stringify(data);
        // What someone is just using is not taken from under their hands.
        const used = this.shadowRoot.activeElement && this.last !== null;
        if (state !== this.last && !used) {
          this.show(data);
          this.last = state;
        }
        this.arrived();
        // A vote that arrived before this did has been thanked for: that is to be read.
        const thanked = Date.now() - this.thankedAt < THANKED && this.status.textContent === this.say("thanks");
        if (!thanked) this.tell(again ? this.say("back") : "");
        if (again) setTimeout(guarded(() => this.status.textContent === this.say("back") && this.tell("")), 4000);
        this.wait(this.constructor.refresh || REFRESH);
      }

      arrived() {
        this.failures = 0;
        this.loadedAt = Date.now();
        this.box.setAttribute("aria-busy", "false");
        this.fallback.hidden = true;
      }

      failed(error) {
        if (!(error instanceof Failure)) {
          complain(error);
          error = new Failure(500);
        }
        this.box.setAttribute("aria-busy", "false");
        if (!error.passes) return this.refused(error);
        this.failures += 1;
        this.told = error.wait > 0;
        if ([0, 502, 503, 504].includes(error.status)) standing.forEach((widget) => widget.doubt());
        const step = Math.min(FIRST_RETRY * 2 ** (this.failures - 1), LAST_RETRY);
        this.wait(Math.max(step, Math.min(error.wait * 1000, LAST_RETRY)));
        this.tell(this.trouble(error));
        if (!this.loadedAt) this.absent();
      }

      trouble(error) {
        if (navigator.onLine === false) return this.say("offline");
        if (this.loadedAt) return this.say("stale", { time: this.time(this.loadedAt, { ...ZONE, hour: "2-digit", minute: "2-digit" }) });
        return this.say(error.status === 429 || error.status === 503 ? "busy" : "waiting");
      }

      // The server answered that this cannot be had: what was shown may have been withdrawn.
      refused(error) {
        complain(`<${this.localName}>: ${error.message}`);
        this.failures = 0;
        this.loadedAt = null;
        this.last = null;
        this.absent();
        this.tell(this.say(error.status === 404 || error.status === 410 ? "gone" : "wrong"));
        this.wait(REFRESH);
      }

      // What the page's author wrote between the tags stands in for what is not there.
      absent() {
        this.content.replaceChildren();
        this.fallback.hidden = false;
      }

      tell(text) {
        if (this.status.textContent !== text) this.status.textContent = text;
      }

      empty(text) {
        this.content.replaceChildren(make("p", { part: "empty" }, text));
      }

      more(name, given, text) {
        const address = SERVER + "/tim-kiem/?" + query(given);
        return make("p", { part: "more" }, make("a", { part: "more-link", href: address }, text || this.say(name)));
      }

      filters(...names) {
        const chosen = {};
        for (const name of names) chosen[name] = this.attribute(name);
        return chosen;
      }
    }

    class News extends Widget {
      fetch(signal) {
        const fields = "title,url,lead,language,published_at,cover";
        const wanted = { ...this.filters("unit", "topic"), page_size: this.count, fields };
        return ask("news/?" + query(wanted), { signal });
      }

      show({ results }) {
        if (!results.length) return this.empty(this.say("noNews"));
        return this.content.replaceChildren(
          make("ul", { part: "list", class: "news" }, ...results.map((one) => this.item(one))),
          this.more("moreNews", { kind: "news", ...this.filters("unit", "topic"), sort: "date" }),
        );
      }

      item(one) {
        const cover = this.shows("image", "date lead") && one.cover;
        return make(
          "li",
          { part: "item", lang: one.language },
          cover && make("img", { part: "image", src: safe(cover.url), alt: "", loading: "lazy", width: cover.width, height: cover.height }),
          make("a", { part: "link", href: safe(one.url) }, one.title),
          this.shows("date", "date lead") &&
            make("time", { part: "date", datetime: one.published_at }, this.time(one.published_at, DAY)),
          this.shows("lead", "date lead") && one.lead && make("p", { part: "lead" }, one.lead),
        );
      }
    }
    News.label = "news";

    class Documents extends Widget {
      fetch(signal) {
        const fields = "title,url,language,number,type,issued_on,validity";
        const wanted = { ...this.chosen(), page_size: this.count, fields };
        return ask("documents/?" + query(wanted), { signal });
      }

      chosen() {
        return this.filters("unit", "topic", "set", "type", "field", "validity");
      }

      show({ results }) {
        if (!results.length) return this.empty(this.say("noDocuments"));
        return this.content.replaceChildren(
          make("ul", { part: "list" }, ...results.map((one) => this.item(one))),
          this.more("moreDocuments", { kind: "document", ...this.chosen(), sort: "date" }),
        );
      }

      item(one) {
        const facts = [
          one.type && one.type.name,
          one.number,
          one.issued_on && this.time(one.issued_on, DAY),
          one.validity && one.validity.name,
        ];
        return make(
          "li",
          { part: "item", lang: one.language },
          make("a", { part: "link", href: safe(one.url) }, one.title),
          make("span", { part: "note" }, facts.filter(Boolean).join(" \u00b7 ")),
        );
      }
    }
    Documents.label = "documents";

    let searches = 0;

    class Search extends Widget {
      begin() {
        this.fallback.hidden = true;
        this.tell("");
        this.text = "";
        searches += 1;
        this.options = make("datalist", { id: "suggestions" });
        this.input = make("input", {
          part: "input",
          type: "search",
          name: "q",
          maxlength: 200,
          autocomplete: "off",
          list: "suggestions",
          "aria-label": this.say("words"),
          placeholder: this.say("words"),
          oninput: () => this.typed(),
        });
        const label = (this.attribute("heading") || this.say("search")) + (searches > 1 ? " " + searches : "");
        const form = make(
          "form",
          { part: "search", role: "search", "aria-label": label, onsubmit: (event) => this.submit(event) },
          this.input,
          make("button", { part: "button", type: "submit" }, this.say("find")),
          this.options,
        );
        this.found = make("div", { part: "results" });
        // How many there are is said above them.
        this.content.replaceChildren(form, this.status, this.found);
      }

      // Nothing to load before someone asks.
      load() {
        if (this.text) return super.load();
        this.box.setAttribute("aria-busy", "false");
        return undefined;
      }

      get kind() {
        const kind = this.attribute("kind") || "document";
        return kind === "all" ? "" : kind;
      }

      submit(event) {
        event.preventDefault();
        this.text = this.input.value.trim();
        this.rest();
        this.failures = 0;
        this.loadedAt = null;
        this.last = null;
        this.found.replaceChildren();
        this.fallback.hidden = true;
        this.tell(this.text ? this.say("finding") : "");
        this.load();
      }

      chosen() {
        return { q: this.text, kind: this.kind, ...this.filters("unit", "topic", "set", "type") };
      }

      fetch(signal) {
        return ask("search/?" + query({ ...this.chosen(), page_size: this.count }), { signal });
      }

      succeeded(data) {
        this.arrived();
        this.tell(data.total ? this.say("found", { n: this.number(data.total) }) : this.say("nothing"));
        this.found.replaceChildren(
          make("ul", { part: "list" }, ...data.results.map((one) => this.item(one))),
          data.total > data.results.length &&
            this.more("", this.chosen(), this.say("moreFound", { n: this.number(data.total) })) || "",
        );
      }

      // The box stays: only what was found is missing.
      absent() {
        this.found.replaceChildren();
        this.fallback.hidden = false;
      }

      item(one) {
        const best = one.highlights.passages[0];
        return make(
          "li",
          { part: "item", lang: one.language },
          make("a", { part: "link", href: safe(best ? best.url : one.highlights.url) }, ...marked(one.highlights.title)),
          best && make("p", { part: "passage" }, best.heading && make("b", {}, best.heading + ": "), ...marked(best.html)),
        );
      }

      typed() {
        clearTimeout(this.typing);
        this.typing = setTimeout(guarded(() => this.suggest()), TYPING);
      }

      async suggest() {
        const text = this.input.value.trim();
        if (text.length < 2 || text.length > 120) return;
        const { results } = await ask("search/suggest/?" + query({ q: text })).catch(() => ({ results: [] }));
        this.options.replaceChildren(...results.map((one) => make("option", { value: one.text })));
      }
    }
    Search.label = "search";

    // What a voter keeps of a poll: the token that says it was them, and what they chose.
    const kept = {};

    function recall(id) {
      try {
        const vote = JSON.parse(localStorage.getItem("dh-poll:" + id));
        // The storage is the host's, which may have written anything there.
        if (vote && Array.isArray(vote.options)) return vote;
      } catch (_) {
        // Blocked, or not JSON.
      }
      return kept[id] || null;
    }

    function remember(id, vote) {
      kept[id] = vote;
      try {
        localStorage.setItem("dh-poll:" + id, JSON.stringify(vote));
      } catch (_) {
        // Storage is blocked: for as long as this page stands, then.
      }
    }

    function randomKey() {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }

    function shuffle(list) {
      const shuffled = list.slice();
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = Math.floor(Math.random() * (last + 1));
        [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
      }
      return shuffled;
    }

    class Poll extends Widget {
      begin() {
        super.begin();
        this.changing_vote = false;
        this.ballot = null;
        this.order = null;
      }

      async fetch(signal) {
        let id = this.attribute("poll");
        if (!id) {
          const { results } = await ask("polls/?" + query({ ...this.filters("unit"), page_size: 20, fields: "id,opens_at,closes_at" }), { signal });
          if (!results.length) return { poll: null };
          // The newest that takes votes, else the newest.
          id = (results.find((one) => this.phase(one) === "open") || results[0]).id;
        }
        const poll = await ask("polls/" + encodeURIComponent(id) + "/", { signal });
        return { poll, results: await this.results(poll, signal) };
      }

      async results(poll, signal) {
        const open = this.phase(poll) === "open";
        if (poll.results !== "before" && open && !(poll.results === "after" && recall(poll.id))) return null;
        try {
          return await ask("polls/" + poll.id + "/results/", { signal });
        } catch (error) {
          if (error.status === 403) return null;
          throw error;
        }
      }

      phase(poll) {
        const now = Date.now();
        if (poll.opens_at && Date.parse(poll.opens_at) > now) return "early";
        if (poll.closes_at && Date.parse(poll.closes_at) <= now) return "closed";
        return "open";
      }

      show({ poll, results }) {
        if (!poll) return this.empty(this.say("noPoll"));
        this.poll = poll;
        const phase = this.phase(poll);
        const mine = recall(poll.id);
        if (phase === "early") {
          return this.content.replaceChildren(
            make("p", { part: "question" }, poll.question),
            make("p", { part: "note" }, this.say("opens", { time: this.time(poll.opens_at, MOMENT) })),
          );
        }
        const voting = phase === "open" && (!mine || this.changing_vote);
        return this.content.replaceChildren(
          ...(voting ? [this.form(poll, mine)] : []),
          ...(results ? [this.table(poll, results, mine)] : []),
          ...(voting ? [] : this.answered(poll, results, phase)),
        );
      }

      form(poll, mine) {
        if (!this.order || this.order.id !== poll.id) {
          this.order = { id: poll.id, place: new Map(shuffle(poll.options).map((one, n) => [one.id, n])) };
        }
        const place = (one) => this.order.place.has(one.id) ? this.order.place.get(one.id) : 1e9;
        const options = poll.shuffled ? poll.options.slice().sort((a, b) => place(a) - place(b)) : poll.options;
        const type = poll.choice === "several" ? "checkbox" : "radio";
        const chosen = this.ticked() || (mine ? mine.options.map(String) : []);
        const fields = options.map((one) =>
          make(
            "label",
            { part: "option" },
            make("input", { type, name: "option", value: one.id, checked: chosen.includes(String(one.id)) }),
            one.image && make("img", { part: "image", src: safe(one.image.url), alt: one.image.alt || "", loading: "lazy" }),
            make("span", {}, one.label),
          ),
        );
        return make(
          "form",
          { part: "form", novalidate: true, onsubmit: (event) => this.submit(event) },
          make(
            "fieldset",
            { lang: poll.language },
            make("legend", { part: "question" }, poll.question),
            poll.explanation && make("p", { part: "lead" }, poll.explanation),
            make("p", { part: "note" }, this.rule(poll)),
            ...fields,
          ),
          make("button", { part: "button", type: "submit" }, this.say("vote")),
        );
      }

      rule(poll) {
        if (poll.choice !== "several") return this.say("voteOne");
        return poll.most ? this.say("voteMost", { n: poll.most }) : this.say("voteSeveral");
      }

      // What is ticked on the ballot that stands, so that drawing it again keeps it.
      ticked() {
        const form = this.content.querySelector("form");
        return form && [...form.querySelectorAll("input:checked")].map((input) => input.value);
      }

      async submit(event) {
        event.preventDefault();
        const form = event.target;
        const options = [...form.querySelectorAll("input:checked")].map((input) => {
          const one = this.poll.options.find((option) => String(option.id) === input.value);
          return one.id;
        });
        const most = this.poll.most || options.length;
        if (!options.length || options.length > most) {
          this.tell(options.length ? this.rule(this.poll) : this.say("choose"));
          form.querySelector("input").focus();
          return;
        }
        const choice = JSON.stringify(options);
        // The same vote sent again is the same vote: the server knows it by its key.
        if (!this.ballot || this.ballot.choice !== choice) {
          this.ballot = { poll: this.poll, choice, options, key: randomKey(), tries: 0, unit: this.attribute("unit") };
        }
        await this.send(this.ballot);
      }

      async send(ballot) {
        clearTimeout(this.sending);
        if (ballot !== this.ballot || ballot.busy) return;
        ballot.busy = true;
        ballot.again = false;
        this.busy(true);
        if (!ballot.tries) this.tell(this.say("sending"));
        const id = ballot.poll.id;
        const mine = recall(id);
        const body = { options: ballot.options };
        if (mine && mine.token) body.token = mine.token;
        if (ballot.unit) body.unit = ballot.unit;
        try {
          const answer = await ask("polls/" + id + "/votes/", {
            method: "POST",
            headers: { Accept: "application/json", "Content-Type": "application/json", "Idempotency-Key": ballot.key },
            body: JSON.stringify(body),
          });
          remember(id, { token: answer.token, options: answer.options || ballot.options });
          this.voted(ballot.poll, answer);
        } catch (error) {
          this.unsent(error, ballot);
        } finally {
          ballot.busy = false;
          this.busy(false);
          if (ballot.again) this.send(ballot);
        }
      }

      busy(busy) {
        const button = this.content.querySelector("form button");
        if (button) button.setAttribute("aria-disabled", String(busy));
      }

      // A vote that waits for the server; it outlives the poll that the page shows meanwhile.
      get pending() {
        return this.ballot && this.ballot.tries > 0;
      }

      succeeded(data) {
        super.succeeded(data);
        if (this.pending) this.send(this.ballot);
      }

      trouble(error) {
        return this.pending ? this.say("unsent") : super.trouble(error);
      }

      voted(poll, answer) {
        this.ballot = null;
        this.changing_vote = false;
        this.last = null;
        this.show({ poll, results: answer.results });
        this.tell(this.say("thanks"));
        this.thankedAt = Date.now();
        standing.forEach((widget) => widget !== this && widget.heard && widget.heard(poll));
        // The button that had the focus is gone with the form.
        const next = this.content.querySelector("table, button, .note");
        if (next) {
          if (next.localName !== "button") next.setAttribute("tabindex", "-1");
          next.focus();
        }
      }

      unsent(error, ballot) {
        if (!(error instanceof Failure)) throw error;
        ballot.tries += 1;
        ballot.again = error.status === 422 && ballot.unit;
        // A page that names a unit wrongly takes no vote away from its readers.
        if (ballot.again) ballot.unit = "";
        if (ballot.again) return undefined;
        if (error.status === 429) return this.tell(this.say("crowded", { n: error.wait || 60 }));
        if (error.passes) {
          this.tell(this.say("unsent"));
          const delay = Math.min(FIRST_RETRY * 2 ** (ballot.tries - 1), 60000);
          this.sending = setTimeout(guarded(() => this.send(ballot)), delay * (0.75 + Math.random() / 2));
          return undefined;
        }
        this.ballot = null;
        if (error.status === 409) {
          this.last = null;
          this.load();
          return this.tell(this.say("closed"));
        }
        return this.tell(this.say(error.status === 404 ? "gone" : "refused"));
      }

      table(poll, results, mine) {
        const chosen = mine ? mine.options.map(String) : [];
        const percent = (one) => this.number(one.percent) + "%";
        const rows = results.options.map((one) => {
          const fill = make("span", {});
          fill.style.width = Math.min(Math.max(one.percent, 0), 100) + "%";
          return make(
            "tr",
            { part: "result" },
            make(
              "th",
              { scope: "row", part: "label" },
              one.label,
              chosen.includes(String(one.id)) && make("span", { part: "mine", "aria-hidden": "true" }, " \u2713"),
              make("span", { part: "bar", "aria-hidden": "true" }, fill),
            ),
            make("td", { part: "number" }, this.number(one.votes)),
            make("td", { part: "number" }, percent(one)),
          );
        });
        const heads = ["option", "votes", "percent"].map((name, place) =>
          make("th", { scope: "col", part: place ? "number" : "label" }, this.say(name)),
        );
        return make(
          "div",
          { part: "results", lang: poll.language },
          make(
            "table",
            { part: "table" },
            make("caption", { part: "question" }, poll.question),
            make("thead", {}, make("tr", {}, ...heads)),
            make("tbody", {}, ...rows),
          ),
          make("p", { part: "note" }, this.say("voters", { n: this.number(results.voters) })),
        );
      }

      answered(poll, results, phase) {
        const shown = results ? [] : [make("p", { part: "question" }, poll.question)];
        if (phase === "closed") return [...shown, make("p", { part: "note" }, this.say("closed"))];
        const change = make(
          "button",
          {
            part: "quiet-button",
            type: "button",
            onclick: () => {
              this.changing_vote = true;
              this.last = null;
              this.tell("");
              this.show({ poll, results: null });
              this.content.querySelector("input").focus();
            },
          },
          this.say("change"),
        );
        change.classList.add("quiet");
        const later = results ? null : make("p", { part: "note" }, this.say("later"));
        return [...shown, ...(later ? [later] : []), make("p", { part: "note" }, change)];
      }

      // The same poll stands twice on the page, and was answered in the other place.
      heard(poll) {
        if (!this.poll || this.poll.id !== poll.id || this.ballot) return;
        this.changing_vote = false;
        this.last = null;
        this.load();
      }

      wake() {
        super.wake();
        if (this.pending) this.send(this.ballot);
      }
    }
    Poll.label = "poll";
    Poll.refresh = 60000;

    // Once for a page, however many widgets stand on it.
    let counted = false;
    // Of this opening of the page: told again, because the answer was lost, it counts once.
    let opening = "";

    // Of where the reader came from, the site is enough.
    function cameFrom() {
      try {
        const from = new URL(document.referrer).origin;
        return from === location.origin ? "" : from;
      } catch (_) {
        return "";
      }
    }

    async function countVisit() {
      if (counted) return;
      counted = true;
      opening = opening || randomKey();
      // Plain text needs no preflight; no cookie goes along, nor which page it is.
      try {
        const answer = await fetch(API + "visits/beacon/", {
          method: "POST",
          body: JSON.stringify({ id: opening, embed: location.host, referrer: cameFrom() }),
          credentials: "omit",
          keepalive: true,
          headers: { "Content-Type": "text/plain" },
        });
        if (answer.status < 500) opening = "";
      } catch (_) {
        // Nobody was there, or the answer was lost.
      }
      // Once more when the figures are asked for again.
      counted = !opening;
    }

    // A page that comes back from the browser's memory is opened again.
    window.addEventListener(
      "pageshow",
      guarded((event) => {
        if (!event.persisted || !counted) return;
        counted = false;
        countVisit();
      }),
    );

    class Visits extends Widget {
      async fetch(signal) {
        // First, so that the figures have this visit too.
        const late = new Promise((done) => setTimeout(done, TIMEOUT));
        if (this.attribute("beacon") !== "no") await Promise.race([this.countVisit(), late]);
        return ask("visits/", { signal });
      }

      async countVisit() {
        if (!document.prerendering) return countVisit();
        // A page that is fetched ahead is not being read yet.
        return document.addEventListener("prerenderingchange", guarded(countVisit), { once: true });
      }

      show(figures) {
        const names = ["online", "today", "total"];
        if (!names.every((name) => Number.isFinite(figures[name]))) throw new Failure(500);
        const rows = names.map((name) =>
          make(
            "div",
            { part: "figure" },
            make("dt", { part: "label" }, this.say(name)),
            make("dd", { part: "number" }, this.number(figures[name])),
          ),
        );
        this.content.replaceChildren(make("dl", { part: "list", class: "visits" }, ...rows));
      }
    }
    Visits.label = "visits";
    Visits.refresh = 60000;

    // Frames of ours say how high they are. Nobody else is listened to.
    window.addEventListener(
      "message",
      guarded((event) => {
        const height = event.data && event.data.dhHeight;
        if (event.origin !== SERVER || !(height > 0 && height < 20000)) return;
        for (const frame of document.querySelectorAll("iframe")) {
          if (frame.contentWindow !== event.source) continue;
          const border = frame.offsetHeight - frame.clientHeight;
          frame.style.height = Math.ceil(height) + border + "px";
        }
      }),
    );

    const WIDGETS = { "dh-news": News, "dh-search": Search, "dh-documents": Documents, "dh-poll": Poll, "dh-visits": Visits };
    for (const [name, widget] of Object.entries(WIDGETS)) {
      // A second copy of this file, of whatever version, leaves the first one standing.
      if (!customElements.get(name)) guarded(() => customElements.define(name, widget))();
    }
  }
})();
