"""An environment in which production starts, for tests and `make check`."""

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "settings.production",
    "SECRET_KEY": "q7Vd0Yw3mKp9Zs2Lx8Rb5Tn1Hc6Jf4GaUeIoWyQxMvNzBtDkSrPlCh",
    "DATABASE_URL": "postgresql://cms:Ngh3-tinh-quang-binh@127.0.0.1:5432/cms",
    "ALLOWED_HOSTS": "portal.example",
    "PORTAL_URL": "https://portal.example",
    "ELASTICSEARCH_URL": "http://127.0.0.1:9200",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "DATA_DIR": "/tmp/cms-production-check",
}
