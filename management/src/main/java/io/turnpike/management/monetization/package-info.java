/// What products cost and who pays: rate plans, and of developers and app groups the billing type, the balance and
/// the subscriptions.
@NullMarked
package io.turnpike.management.monetization;

import org.jspecify.annotations.NullMarked;
