# What differs from installation to installation: who draws the pages, and who may say that some are old.
# docker-compose.yml brings a file of its own in this one's place (compose.vcl).

# A process that answers at all is well: one without its database still has pages that it keeps.
probe alive {
    .url = "/-/live";
    .interval = 2s;
    .timeout = 3s;
    .window = 4;
    .threshold = 2;
    .initial = 1;
}

# Readers' pages; the first backend is the one that is asked when nothing else is said.
backend magazine {
    .host = "127.0.0.1";
    .port = "8000";
    .probe = alive;
    .connect_timeout = 2s;
    # Bounds how long a page may be under way that was drawn before a change (pagecache/fronts.py, AGAIN_SECONDS).
    .first_byte_timeout = 15s;
    .between_bytes_timeout = 15s;
}

# /quan-tri/: another process where the wings are apart (WING), the same on one machine.
backend desk {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 120s;
    .between_bytes_timeout = 60s;
}

# The application's own processes: whoever runs the workers.
acl tellers {
    "127.0.0.0"/8;
    "::1";
    "10.0.0.0"/8;
    "172.16.0.0"/12;
    "192.168.0.0"/16;
    "fc00::"/7;
}
