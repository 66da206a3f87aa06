"""Who receives, by what key, what each one has, and what is on its way."""

from .delivery import Delivery, Endpoint
from .guidance import Guidance
from .holding import Holding, Progress
from .key import AccessKey
from .ping import Ping
from .secret import WebhookSecret
from .subscriber import Subscriber

__all__ = [
    "AccessKey",
    "Delivery",
    "Endpoint",
    "Guidance",
    "Holding",
    "Ping",
    "Progress",
    "Subscriber",
    "WebhookSecret",
]
