package io.turnpike.http;

import io.turnpike.access.Permission;

/// One method of one resource.
///
/// A segment of the template is a literal or a parameter, and may end in a custom verb:
/// `/v1/organizations/{org}/apiproducts/{name}:move` answers to `…/gold:move` and `…/gold/:move`. A literal goes
/// before a parameter. A route of `GET` also answers `HEAD`. The value of a parameter named `key` is masked
/// wherever the path is shown.
///
/// @param description what `/openapi.json` says about it
public record Route(String method, String template, Permission permission, Handler handler, Description description) {
    public Route(String method, String template, Permission permission, Handler handler) {
        this(method, template, permission, handler, Description.NONE);
    }

    public Route describedAs(Description described) {
        return new Route(method, template, permission, handler, described);
    }
}
