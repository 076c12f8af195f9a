"use strict";
// The lead picture: chosen in the same dialog as the pictures of the body, shown at once, its words proposed.
