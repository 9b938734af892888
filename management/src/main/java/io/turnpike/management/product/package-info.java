/// API products: `/v1/organizations/{org}/apiproducts`.
@NullMarked
package io.turnpike.management.product;

import org.jspecify.annotations.NullMarked;
