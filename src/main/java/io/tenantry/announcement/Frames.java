package io.tenantry.announcement;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes what is sent to those who are connected. */
@Component
class Frames {

    private final JsonMapper json;

    Frames(JsonMapper json) {
        this.json = json;
    }

    /** An announcement as callers see it, with its {@code type} before. */
    Frame of(Announcement announcement) {
        ObjectNode node = json.createObjectNode().put("type", "announcement");
        node.setAll((ObjectNode) json.valueToTree(AnnouncementView.of(announcement)));
        return new Frame(announcement.seq(), announcement.eventId(), json.writeValueAsBytes(node));
    }

    byte[] of(Resume.Hello hello) {
        return json.writeValueAsBytes(hello);
    }

    byte[] of(Close close) {
        return json.writeValueAsBytes(close);
    }
}
