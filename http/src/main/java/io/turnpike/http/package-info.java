/// The management port: our small call, reply and route over a web server that nothing else imports.
@NullMarked
package io.turnpike.http;

import org.jspecify.annotations.NullMarked;
