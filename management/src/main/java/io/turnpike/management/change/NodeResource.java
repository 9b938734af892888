package io.turnpike.management.change;

import io.turnpike.access.Permission;
import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Rfc3339;
import io.turnpike.storage.NodeRegistry.Node;
import java.util.List;
import java.util.function.Supplier;

/// `/v1/nodes`
public final class NodeResource {
    private final Supplier<List<Node>> nodes;

    /// @param nodes those that reported lately
    public NodeResource(Supplier<List<Node>> nodes) {
        this.nodes = nodes;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/v1/nodes", Permission.INSTALLATION_READ, this::list)
                .describedAs(new Description("Lists the nodes and the revision that each enforces", "", "Nodes")));
    }

    private Reply list(Call call) {
        return Reply.json(200, nodes.get().stream().map(NodeBody::of).toList());
    }

    private record NodeBody(String node, String started, long revision, String seenAt, String version) {
        static NodeBody of(Node node) {
            return new NodeBody(
                    node.name(),
                    Rfc3339.text(node.started()),
                    node.revision(),
                    Rfc3339.text(node.seenAt()),
                    node.version());
        }
    }
}
