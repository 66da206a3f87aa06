from wagtail import hooks

from .desk.viewsets import ChannelsGroup, permissions


@hooks.register("register_admin_viewset")
def open_the_desk() -> ChannelsGroup:
    return ChannelsGroup()


hooks.register("register_permissions", permissions)
