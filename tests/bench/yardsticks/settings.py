"""A Django project with nothing in it: what the framework costs by itself, on the database that is measured."""

import os

import environ

SECRET_KEY = "only-to-measure"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.bench.yardsticks.views"
INSTALLED_APPS = ["tests.bench.yardsticks"]
MIDDLEWARE: list[str] = []
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [os.path.dirname(__file__)]}]
USE_TZ = True
DATABASES = {"default": environ.Env().db("DATABASE_URL")}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["OPTIONS"] = {"init_command": "PRAGMA mmap_size=268435456;"}
    DATABASES["default"]["CONN_MAX_AGE"] = None
