/// What access to products costs and who pays: exact money, rate plans, subscriptions, wallets. Prices are only
/// described here; what calls cost is worked out elsewhere.
@NullMarked
package io.turnpike.billing;

import org.jspecify.annotations.NullMarked;
