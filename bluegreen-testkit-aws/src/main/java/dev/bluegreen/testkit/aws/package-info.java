/** AWS services in this process, for unmodified SDK clients: no account, no network. */
@NullMarked
package dev.bluegreen.testkit.aws;

import org.jspecify.annotations.NullMarked;
