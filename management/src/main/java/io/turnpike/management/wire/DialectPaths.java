package io.turnpike.management.wire;

import io.turnpike.http.PathRewriter;

/// Reads the dialect from the start of a path, and spells Edge's short names out: `/v1/o/acme/e/test` is
/// `/v1/organizations/acme/environments/test`. Only Edge's clients ask for what lies below `/v1/mint`.
///
/// Source: management-api 1.1.
public final class DialectPaths implements PathRewriter {
    private static final int ORGANIZATIONS = 2;
    private static final int BELOW_ORGANIZATION = 4;

    @Override
    public Rewritten rewrite(String rawPath) {
        if (rawPath.startsWith("/x/v1/")) {
            return new Rewritten(spelledOut(rawPath.substring(2)), Dialect.X.name());
        }
        if (rawPath.startsWith("/edge/v1/")) {
            return new Rewritten(spelledOut(rawPath.substring(5)), Dialect.EDGE.name());
        }
        if (rawPath.startsWith("/v1/mint/")) {
            return new Rewritten(rawPath, Dialect.EDGE.name());
        }
        String path = spelledOut(rawPath);
        return new Rewritten(path, path.equals(rawPath) ? "" : Dialect.EDGE.name());
    }

    private static String spelledOut(String path) {
        String[] segments = path.split("/", -1);
        if (segments.length <= ORGANIZATIONS || !segments[1].equals("v1")) {
            return path;
        }
        if (segments[ORGANIZATIONS].equals("o")) {
            segments[ORGANIZATIONS] = "organizations";
        }
        boolean inOrganization = segments[ORGANIZATIONS].equals("organizations");
        if (inOrganization && segments.length > BELOW_ORGANIZATION && segments[BELOW_ORGANIZATION].equals("e")) {
            segments[BELOW_ORGANIZATION] = "environments";
        }
        return String.join("/", segments);
    }
}
