vcl 4.1;

# Thời Đại behind Varnish 7: readers' pages are kept until the application says which are old (docs/operations.md).
#
# Asked with Surrogate-Capability, a page's answer names what it is made of (Surrogate-Key) and how long it lasts by
# itself (Surrogate-Control); the outbox sends the keys of every change as a ban (pagecache/fronts.py). A banned page is no longer there, not even for
# grace. An answer that began before a change and arrives after its ban is not met by that ban, since Varnish holds new
# pages against later bans only; so every ban is repeated a second later, for processes that had not heard of the change
# yet, and once more when nothing can be under way any longer (first_byte_timeout in backends.vcl bounds that).

import std;

include "./backends.vcl";

sub vcl_recv {
    if (req.restarts == 0) {
        unset req.http.X-Whatever-Age;
    }
    if (!req.http.Host) {
        return (synth(400));
    }
    if (req.method == "BAN") {
        call make_old;
    }
    if (req.http.X-Forwarded-Proto != "https") {
        unset req.http.X-Forwarded-Proto;
    }
    # To a WSGI server the same names, sent by anybody.
    unset req.http.X_Forwarded_Proto;
    unset req.http.X_Forwarded_For;
    if (req.http.Host ~ "[A-Z]") {
        set req.http.Host = req.http.Host.lower();
    }
    # Below /-/ only what there is (TECHNICAL in pagecache/front.py). /dem-doc/: readings of pages that were opened before the beacon moved.
    if (req.url ~ "^/(?:quan-tri(?:[/?]|$)|-/(?:live|ready|reading)(?:\?|$))" || (req.method == "POST" && req.url ~ "^/dem-doc/")) {
        call pass_on;
    }

    if (req.method != "GET" && req.method != "HEAD") {
        return (synth(405));
    }
    if (req.url == "/tam-ngung.css") {
        return (synth(700));
    }
    unset req.http.Cookie;
    unset req.http.Authorization;
    unset req.http.Proxy;
    # The application takes its hosts with any port, and each would be kept for itself.
    set req.http.Host = regsub(req.http.Host, "\.?(?::[0-9]*)?$", "");
    if (req.url ~ "\?|^.{2001}") {
        call keep_what_pages_read;
    }

    # An old page for a moment while it is drawn anew; any that is there while nobody draws.
    if (!req.http.X-Whatever-Age && std.healthy(magazine)) {
        set req.grace = 10s;
    }
    return (hash);
}

# The desk, and what is technical (readings, health): as they come. Readers' processes get no cookie even here.
sub pass_on {
    if (req.method !~ "^(?:GET|HEAD|POST)$") {
        return (synth(405));
    }
    unset req.http.Proxy;
    if (req.url ~ "^/quan-tri") {
        set req.backend_hint = desk;
    } else {
        unset req.http.Cookie;
        unset req.http.Authorization;
        # Here it may come slowly; the application has few threads. A reading is a number.
        if (!std.cache_req_body(64KB)) {
            return (synth(413));
        }
    }
    return (pass);
}

# Of the query only what some page reads, in one order: where readers come from makes no difference.
# The names are those of pagecache/addresses.py; a test compares.
sub keep_what_pages_read {
    if (req.url ~ "^.{4001}") {
        return (synth(414));
    }
    if (req.url ~ "^/(?:static|media)/") {
        set req.url = regsub(req.url, "\?.*$", "");
        return;
    }
    set req.url = regsuball(req.url,
        "(?<=[?&])(?!(?:chuoi|den|loai|nuoc|q|thang|tinh|to_chuc|trang|truoc|tu|xem)=)[^&]*(?:&|$)", "");
    set req.url = regsub(req.url, "[?&]+$", "");
    set req.url = std.querysort(req.url);
}

# BAN / with X-Ban-Keys: "article:1000012 section:5/stories": every page that names one of these is gone.
sub make_old {
    # From a process of ours, and straight: what a proxy passed on has more than one address here.
    if (client.ip !~ tellers || req.http.X-Forwarded-For ~ ",") {
        return (synth(405));
    }
    if (req.http.X-Ban-Keys !~ "^[A-Za-z0-9_:/.-]+(?: [A-Za-z0-9_:/.-]+)*$") {
        return (synth(400));
    }
    set req.http.X-Ban-Keys = regsuball(regsuball(req.http.X-Ban-Keys, "\.", "\\."), " ", "|");
    if (std.ban("obj.http.Surrogate-Key ~ (?:^|\s)(?:" + req.http.X-Ban-Keys + ")(?:\s|$)")) {
        return (synth(200));
    }
    return (synth(500));
}

sub vcl_hash {
    hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_miss {
    if (req.restarts > 0) {
        return (synth(503));
    }
}

sub vcl_backend_fetch {
    set bereq.http.Surrogate-Capability = {"varnish="Surrogate/1.0""};
}

sub vcl_backend_response {
    unset bereq.http.X-Lifetime;
    if (beresp.http.Surrogate-Control ~ "max-age=[0-9]") {
        set bereq.http.X-Lifetime = regsub(beresp.http.Surrogate-Control, "^.*max-age=([0-9]+).*$", "\1s");
    }
    unset beresp.http.Surrogate-Control;
    if (bereq.uncacheable) {
        return (deliver);
    }
    # What is broken replaces nothing: whoever waits gets an old page (vcl_synth), whatever its age.
    if (beresp.status >= 500) {
        return (abandon);
    }
    if (beresp.http.Set-Cookie || beresp.http.Cache-Control !~ "\bpublic\b" || beresp.http.Cache-Control !~ "max-?age="
        || std.integer(beresp.http.Content-Length, 0) > 20000000) {
        set beresp.uncacheable = true;
        set beresp.ttl = 1s;
        return (deliver);
    }
    set beresp.grace = 24h;
    set beresp.keep = 1h;
    if (bereq.http.X-Lifetime) {
        set beresp.ttl = std.duration(bereq.http.X-Lifetime, 0s);
        if (beresp.ttl <= 0s) {
            # At its boundary, or still being drawn anew: the application gives out the old one for a moment.
            if (bereq.is_bgfetch) {
                return (abandon);
            }
            call keep_for_a_moment;
        }
    } elsif (bereq.url !~ "^/(?:static|media)/" || beresp.status != 200) {
        # Nobody can say that it is old, since it does not say what it is made of: searches, what is not there.
        call keep_for_a_moment;
    }
    return (deliver);
}

sub keep_for_a_moment {
    set beresp.ttl = 0.3s;
    set beresp.grace = 0s;
    set beresp.keep = 0s;
}

sub vcl_backend_error {
    return (abandon);
}

sub vcl_deliver {
    unset resp.http.Surrogate-Key;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
    if (obj.uncacheable) {
        set resp.http.X-Cache = "pass";
        return (deliver);
    }
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit " + resp.http.Age;
    } else {
        set resp.http.X-Cache = "miss";
    }
    # What is here is as good as new, however long ago it was drawn: caches beyond us count from now.
    unset resp.http.Age;
    if (obj.ttl < 900s && resp.http.Cache-Control ~ "s-maxage=") {
        call say_when_it_ends;
    }
    return (deliver);
}

# Caches beyond us keep a page no longer than until it changes by itself.
sub say_when_it_ends {
    if (obj.ttl <= 0s) {
        set resp.http.Cache-Control = regsub(resp.http.Cache-Control, "s-maxage=[0-9]+", "s-maxage=0");
    } elsif (obj.ttl < std.duration(regsub(resp.http.Cache-Control, "^.*s-maxage=([0-9]+).*$", "\1s"), 0s)) {
        set resp.http.Cache-Control = regsub(resp.http.Cache-Control, "s-maxage=[0-9]+",
            "s-maxage=" + std.integer(duration=obj.ttl));
    }
    set resp.http.Cache-Control = regsub(resp.http.Cache-Control, ", *stale-while-revalidate=[0-9]+", "");
}

sub vcl_synth {
    unset resp.http.Server;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
    if (resp.status == 503 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD")
        && req.url !~ "^/(?:quan-tri(?:[/?]|$)|-/(?:live|ready|reading)(?:\?|$))") {
        set req.http.X-Whatever-Age = "1";
        return (restart);
    }
    set resp.http.X-Content-Type-Options = "nosniff";
    if (resp.status == 700) {
        set resp.status = 200;
        set resp.reason = "OK";
        set resp.http.Content-Type = "text/css; charset=utf-8";
        set resp.http.Cache-Control = "public, max-age=3600";
        synthetic({"
:root { color-scheme: light dark; --paper: #fdfbf7; --ink: #1c1815; --ink-2: #5b544c; --rule: #e0d8cb; --red: #a3161f; --blue: #1d5078; }
@media (prefers-color-scheme: dark) { :root { --paper: #171512; --ink: #ece6dc; --ink-2: #aea598; --rule: #39342d; --red: #f4838a; --blue: #8fbfe6; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.65 "Be Vietnam Pro", system-ui, sans-serif; }
header { padding: 1rem 1.5rem; border-bottom: 1px solid var(--rule); }
header a { color: var(--red); font: 600 1.75rem/1.3 Literata, "Times New Roman", serif; text-decoration: none; }
main { max-width: 40rem; margin: clamp(2rem, 8vh, 6rem) auto; padding: 0 1.5rem; }
h1 { margin: 0; font: 600 clamp(1.625rem, 1.2rem + 1.9vw, 2.5rem)/1.25 Literata, "Times New Roman", serif; letter-spacing: -0.018em; }
p { margin: 1rem 0 0; color: var(--ink-2); }
p a { display: inline-flex; align-items: center; min-height: 2.75rem; color: var(--blue); }
"});
        return (deliver);
    }
    set resp.http.Cache-Control = "no-store";
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    if (resp.status == 405) {
        set resp.http.Allow = "GET, HEAD";
    }
    if (resp.status < 500 || req.method == "BAN") {
        synthetic(resp.status + " " + resp.reason + {"
"});
        return (deliver);
    }
    set resp.http.Retry-After = "10";
    set resp.http.Content-Type = "text/html; charset=utf-8";
    set resp.http.Content-Security-Policy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    set resp.http.X-Frame-Options = "SAMEORIGIN";
    set resp.http.Referrer-Policy = "same-origin";
    synthetic({"<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Trang tạm ngưng trong giây lát</title>
<link rel="stylesheet" href="/tam-ngung.css">
</head>
<body>
<header><a href="/">Thời Đại</a></header>
<main>
<h1>Trang tạm ngưng trong giây lát</h1>
<p>Máy chủ của chúng tôi chưa trả lời được. Mời bạn thử lại sau ít phút.</p>
<p><a href="/">Trang chủ</a></p>
</main>
</body>
</html>
"});
    return (deliver);
}
