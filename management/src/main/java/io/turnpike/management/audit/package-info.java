/// Who changed what and when, and who was not allowed to: `/v1/audits`.
@NullMarked
package io.turnpike.management.audit;

import org.jspecify.annotations.NullMarked;
