package io.turnpike.management.proxy;

import io.turnpike.model.ApiProxy;
import java.util.List;

/// A proxy with the numbers of its revisions, at least one, in ascending order.
record KnownProxy(ApiProxy proxy, List<Integer> revisions) {}
