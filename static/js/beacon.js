// Counts a reading once the page has been before somebody's eyes for some seconds.
// <script defer src="…/beacon.js" data-number="1000001"></script>
(() => {
  const SECONDS = 5;
  const number = document.currentScript.dataset.number;
  let timer = 0;

  const count = () => {
    document.removeEventListener("visibilitychange", watch);
    navigator.sendBeacon("/-/reading", number);
  };
  const watch = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible" && !document.prerendering) {
      timer = setTimeout(count, SECONDS * 1000);
    }
  };

  if (!number || !navigator.sendBeacon) return;
  document.addEventListener("visibilitychange", watch);
  document.addEventListener("prerenderingchange", watch, { once: true });
  watch();
})();
