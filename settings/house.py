"""What this project's own apps are told, on every machine; the reason stands beside each choice."""

from pathlib import Path
from typing import Any

import environ

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent

# Everything that changes at run time lives under one folder, so that a back-up
# is one copy and a fresh start is one delete.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()

# The origin that stands in every absolute link of the log, feeds and API.
# Wagtail's Site rows decide the host of a page; this one serves whatever has no page.
PORTAL_URL = env.str("PORTAL_URL", default="http://localhost:8000")

PUBLISHING = {
    # How long a tombstone stays in the log. A reader that was away for longer
    # is told (410) to read again from the beginning.
    "TOMBSTONE_RETENTION_DAYS": 400,
}

# What the background worker does, and every how many seconds when idle.
WORKER_STEPS = {
    "cms.publishing.worker.apply_schedule": 2,
    "cms.publishing.relay.relay_marks": 0.2,
    "cms.publishing.worker.forget_old_tombstones": 3600,
    "cms.publishing.jobs.run_jobs": 1,
    "cms.publishing.jobs.run_slow_jobs": 1,
    "cms.library.uploads.extracting.recover_lost": 60,
    # Two: a server that hangs must not hold up the index that stands in for it.
    "search.indexer.catch_up_embedded": 0.2,
    "search.indexer.catch_up_elasticsearch": 0.2,
    "search.indexer.sweep": 3600,
    "cms.syndication.webhooks.sending.send_due": 0.2,
    "cms.syndication.broadcast.scripts.follow_the_log": 5,
    "cms.syndication.addressed.take_back_lapsed": 5,
    "cms.syndication.ledger.sweep": 3600,
    "cms.syndication.websub.sending.tell_hub": 1,
    "cms.syndication.alarms.raise_alarms": 600,
    "cms.syndication.retention.forget_old": 3600,
    "search.saved.digests.check_due": 60,
    "search.saved.letters.send_due": 5,
    "search.saved.retention.purge": 3600,
    "search.counting.forget_old_queries": 3600,
    "search.figures.check_all": 600,
    "cms.polls.watching.mark_bursts": 60,
    "cms.polls.watching.forget_keys": 3600,
    "cms.daysecret.destroy_old": 600,
    "cms.visits.folding.fold": 2,
    "cms.visits.folding.close_days": 600,
    "cms.visits.folding.forget_beacons": 3600,
    "cms.visits.folding.fold_months": 3600,
    "cms.health.house.note": 15,
    "cms.syndication.channels.following.follow": 1,
    "cms.syndication.channels.following.sweep": 60,
    "cms.syndication.channels.sending.send_due": 2,
    "cms.syndication.channels.sending.find_out": 30,
    "cms.syndication.channels.access.watch": 300,
    "cms.syndication.channels.stuck.tell": 300,
}

HEALTH = {
    # Functions that give figures, in the order in which they are shown.
    "FIGURES": [
        "cms.health.house.worker_figures",
        "cms.health.house.log_figures",
        "search.figures.figures",
        "cms.syndication.figures.figures",
        "cms.syndication.websub.figures.figures",
        "search.saved.figures.figures",
        "cms.health.house.job_figures",
        "cms.visits.watching.figures",
        "cms.health.house.disk_figures",
        "cms.syndication.channels.figures.figures",
    ],
    # What monitoring shows to read them at /health/figures/; without one nobody may.
    "TOKEN": env.str("HEALTH_TOKEN", default=""),
}

SEARCH = {
    # The engine that answers. "embedded" also stands in whenever the other cannot.
    "ENGINE": env.str("SEARCH_ENGINE", default="embedded"),
    "EMBEDDED_PATH": DATA_DIR / "search",
    # Several nodes with commas between: when one is gone, another is asked.
    "ELASTICSEARCH_URL": env.str("ELASTICSEARCH_URL", default=""),
    "ELASTICSEARCH_INDEX": env.str("ELASTICSEARCH_INDEX", default="dh-public"),
    # A number, or a range: one as soon as there is a second node to hold it.
    "ELASTICSEARCH_REPLICAS": env.str("ELASTICSEARCH_REPLICAS", default="0-1"),
    # Seconds. A reader waits this long at most before the embedded index answers.
    "ELASTICSEARCH_TIMEOUT": env.float("ELASTICSEARCH_TIMEOUT", default=1.5),
    # How long counts of queries stay. They hold no identity, and are no archive either.
    "QUERY_RETENTION_DAYS": 90,
    # A query is suggested to others once it was asked on so many days.
    "COMMON_QUERY_DAYS": 3,
}

PRINTING = {
    # Editions stand here once printed; whatever is deleted is printed again when asked for.
    "PATH": DATA_DIR / "printed",
    "SHELF_BYTES": 500 * 2**20,
    # How many are printed at once on this machine, and how long (seconds) a reader
    # waits for a press before being asked to come back: web threads are few.
    "PRESSES": 1,
    "PATIENCE": 2,
    # A print that takes longer is given up; of processor it has half of this at most.
    "SECONDS": 240,
}

SAVED_SEARCHES = {
    # The hour, in Vietnam, at which searches are looked after each day.
    "HOUR": 6,
    # An address that nobody confirms is forgotten after so many days; one that was
    # confirmed, after these, unless its owner prolongs it.
    "UNCONFIRMED_DAYS": 3,
    "CONFIRMED_DAYS": 365,
    # So that nobody floods another's letter box: of one address, searches in all and
    # unconfirmed ones a day; of everyone, unconfirmed ones an hour.
    "MOST_OF_AN_ADDRESS": 20,
    "MOST_UNCONFIRMED": 3,
    "MOST_AN_HOUR": 200,
}

# What apps that the portal does not know add to its sitemap: by the name of the file, the class.
EXTRA_SITEMAPS = {"polls": "cms.polls.sitemap.PollSitemap"}

# What apps that the portal does not know add to the demo once its pages are public.
DEMO_STEPS = ["cms.visits.demo.stock", "cms.syndication.broadcast.demo.read_out"]

# The secrets of a day, with which visitors and voters' networks are numbered.
DAY_SECRETS = {
    # Where the processes of this machine meet over them: its memory, never a disk.
    "MEMORY": "/dev/shm",  # noqa: S108
    # Whether the default cache is one that all processes share, so that they meet there.
    "SHARED_CACHE": False,
}

VISITS = {
    # Sorts of `crawler-user-agents` that count all the same: nothing that no person holds.
    "COUNTED_TOOLS": [],
    # Whether pages count that someone opens who is signed in to the admin.
    "COUNT_STAFF": True,
    # Older days are folded into months: a year and a month can still be compared by day.
    "DAYS_KEPT": 400,
    # Of referring domains and embedding sites, as many names a day; the rest are counted as one.
    "MOST_NAMES_A_DAY": 500,
    # Function of two days that gives what was searched for between them, most asked first.
    "SEARCHES": "search.counting.most_asked",
}

CHANNELS = {
    # What the credentials of social channels are sealed with: the first seals, all of them
    # open. Without any, SECRET_KEY and its fallbacks.
    "KEYS": env.list("CHANNELS_KEYS", default=[]),
    # Where each platform's API is. Others only to try things out.
    "ROOTS": {
        "facebook": "https://graph.facebook.com/v23.0",
        "telegram": "https://api.telegram.org",
        "zalo": "https://openapi.zalo.me/v2.0",
        "zalo_oauth": "https://oauth.zaloapp.com",
        "youtube": "https://www.googleapis.com",
        "google_oauth": "https://oauth2.googleapis.com",
    },
}

API = {
    # Who may say whose key came with a request. The API itself knows of no keys.
    "AUTHENTICATION": ["cms.syndication.authentication.KeyAuthentication"],
    # For each client address. 0 lifts the limit.
    "REQUESTS_PER_MINUTE": env.int("API_REQUESTS_PER_MINUTE", default=600),
    # How many proxies of our own stand before the server; 0 when none does.
    "TRUSTED_PROXIES": env.int("NUM_PROXIES", default=0),
    # A shared cache may answer for a second, and for five more while it asks again:
    # a withdrawal must not wait longer than that.
    "CACHE_CONTROL": "public, max-age=1, stale-while-revalidate=5",
}

FEEDS = {
    # The WebSub hub that tells readers of what is new, by its address; empty for none.
    "WEBSUB_HUB": env.str("WEBSUB_HUB", default=""),
    # How long a reader may wait before it asks again. Asking costs next to nothing.
    "TTL_MINUTES": 15,
}

# Templates that stand on each page of the portal, by place: how apps tell browsers of
# themselves, without the portal knowing them.
PAGE_TEMPLATES = {
    "HEAD": ["syndication/feeds/head.html", "embeds/head.html", "polls/head.html"],
    # Each an item of a list of links.
    "FOOT_LINKS": ["embeds/foot.html"],
    "FOOTER": ["visits/footer.html"],
    "END": ["visits/counted.html"],
}

# What else the demo is given, by apps that the portal does not know.
DEMO_EXTRAS = ["cms.syndication.demo.subscribe", "cms.polls.demo.build"]

BROADCAST: dict[str, Any] = {
    # The kinds whose items get a script to be read out.
    "KINDS": ["news"],
    # How fast a newsreader speaks: of that, the length of scripts is estimated.
    "SYLLABLES_PER_MINUTE": 190,
    "RECORDINGS": DATA_DIR / "recordings",
}

SYNDICATION = {
    # Hosts to which webhooks may go although they are inside or speak plain http: each
    # opens a way into the network that it names. "host" for any port, or "host:port".
    "ALLOWED_HOSTS": env.list("WEBHOOK_ALLOWED_HOSTS", default=[]),
    # To every other host only these, and only https.
    "PORTS": [443, 8443],
    # Threads of one worker. A receiver that hangs holds one for 13 seconds; those
    # that have been failing hold half of them at most.
    "SENDERS": env.int("WEBHOOK_SENDERS", default=8),
    # For so long a worker holds what it has taken; after it, what a killed one held goes on.
    "LEASE_SECONDS": env.int("WEBHOOK_LEASE_SECONDS", default=60),
    # How long settled deliveries stay in the log of deliveries.
    "DELIVERY_RETENTION_DAYS": 90,
    # A subscriber whose oldest unread change is older than this has fallen behind.
    "BEHIND_AFTER_HOURS": 24,
    # Who is told by e-mail when a subscriber falls behind.
    "ALARMS_TO": env.list("SYNDICATION_ALARMS_TO", default=[]),
}

POLLS = {
    # Votes on one poll from one network (IPv4 /24, IPv6 /48) within a window: generous,
    # since an office, a school or a village's exchange is one. 0 lifts the limit.
    "VOTES_PER_NETWORK": env.int("POLLS_VOTES_PER_NETWORK", default=300),
    "WINDOW_SECONDS": 600,
    # As many first votes from one network within an hour are marked for staff.
    "SUSPICIOUS_AN_HOUR": env.int("POLLS_SUSPICIOUS_AN_HOUR", default=60),
    # How long the same Idempotency-Key is the same vote.
    "KEY_HOURS": 48,
}

# Blocks that apps bring to places of others: by the name that stands in stored streams,
# never changed, the class. See blocks/extra.py.
EXTRA_BLOCKS = {
    # What an item's body can be composed of.
    "BODY": {"poll": "cms.polls.blocks.PollBlock"},
    # The boxes beside the news on the home page.
    "ASIDE": {
        "poll": "cms.polls.blocks.PollBox",
        "visits": "cms.visits.aside.VisitsBlock",
    },
}

EMBEDS = {
    # Versions of the script whose own address was given out. A page that pins one with
    # `integrity` breaks when it is gone: back this up as the media are.
    "KEPT_PATH": DATA_DIR / "embed",
}
