package io.turnpike.management.change;

import io.turnpike.access.Permission;
import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.storage.NodeRegistry;
import io.turnpike.storage.NodeRegistry.Node;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// `/v1/nodes`
public final class NodeResource {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final NodeRegistry nodes;

    public NodeResource(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/v1/nodes", Permission.NODE_READ, this::list)
                .describedAs(new Description("Lists the nodes and the revision that each enforces", "", "Nodes")));
    }

    private Reply list(Call call) {
        return Reply.json(200, nodes.list().stream().map(NodeBody::of).toList());
    }

    private record NodeBody(String node, String started, long revision, String seenAt, String version) {
        static NodeBody of(Node node) {
            return new NodeBody(
                    node.name(), text(node.started()), node.revision(), text(node.seenAt()), node.version());
        }

        private static String text(Instant time) {
            return MILLIS.format(time);
        }
    }
}
