//! The words of the menus at the terminal: signing in, opening by hand, reports, tests, settings.

use super::texts;

texts! {
    SignIn: "登录", "Sign in";
}
