//! Where somebody is: the pages that are open, the one that is seen last.

use std::cell::OnceCell;
use std::sync::Arc;

use super::MenuPage;

/// Pages that take keys stay in here. What is drawn, and kept for as long as it is on a screen, is
/// a clone, and a clone has no secret (see [`super::secret`]).
#[derive(Debug, Default)]
pub(super) struct PageStack {
    pages: Vec<MenuPage>,
    /// The page on top as it is drawn, since it was last asked for.
    drawn: OnceCell<Arc<MenuPage>>,
}

impl PageStack {
    /// The page that is seen, as it is drawn.
    pub fn drawn(&self) -> Option<Arc<MenuPage>> {
        let top = self.top()?;
        Some(self.drawn.get_or_init(|| Arc::new(top.clone())).clone())
    }

    pub fn top(&self) -> Option<&MenuPage> {
        self.pages.last()
    }

    /// The page that is seen, to be changed.
    pub fn top_mut(&mut self) -> Option<&mut MenuPage> {
        self.changing().last_mut()
    }

    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    pub fn push(&mut self, page: MenuPage) {
        self.changing().push(page);
    }

    pub fn pop(&mut self) -> Option<MenuPage> {
        self.changing().pop()
    }

    /// Takes all pages off.
    pub fn take(&mut self) -> Vec<MenuPage> {
        std::mem::take(self.changing())
    }

    /// Takes away the pages behind the one that is seen.
    pub fn leave_top_alone(&mut self) {
        let pages = self.changing();
        pages.drain(..pages.len().saturating_sub(1));
    }

    pub fn retain(&mut self, stays: impl FnMut(&MenuPage) -> bool) {
        self.changing().retain(stays);
    }

    fn changing(&mut self) -> &mut Vec<MenuPage> {
        self.drawn.take();
        &mut self.pages
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;
    use crate::clock::{CHINA, Now, china_civil};
    use crate::people::{Password, Role};
    use crate::terminal::keypad::{Digit, Key};
    use crate::terminal::menu::page::{Context, Step};
    use crate::terminal::menu::pages::password::{NewPassword, PasswordOwner};
    use crate::terminal::menu::pages::sign_in::SignIn;
    use crate::terminal::menu::{MenuRequest, MenuRules, PageSecret, Pages, Person, Typing};
    use crate::words::Language;

    const SECRET: &str = "246813";

    /// The passwords that these steps hand on.
    fn passwords(steps: Vec<Step>) -> Vec<String> {
        let password = |step| match step {
            Step::Ask(
                MenuRequest::SignIn { password, .. }
                | MenuRequest::AddOperator { password, .. }
                | MenuRequest::SetPassword { password, .. },
                _,
            ) => Some(password.text().to_owned()),
            Step::Open(MenuPage::Password(NewPassword::Again(_, password, _))) => {
                password.get().map(|password| password.text().to_owned())
            }
            _ => None,
        };
        steps.into_iter().filter_map(password).collect()
    }

    #[test]
    fn what_is_kept_to_be_drawn_knows_no_password() {
        let wait = Duration::from_secs(60);
        let pages = Pages::default();
        let rules = MenuRules {
            zone: CHINA,
            lock_after: wait,
            staff_lock_after: wait,
            sign_out_after: wait,
            rows: 5,
            pages,
        };
        let time = china_civil(Timestamp::UNIX_EPOCH);
        let now = Now { mono: wait, wall: Timestamp::UNIX_EPOCH };
        let (language, today) = (Language::English, time.date());
        let context = Context {
            rules,
            language,
            shift: None,
            now,
            time,
            today,
            verdicts: Default::default(),
        };
        let person = Person { called: String::new(), number: "1001".into() };
        let owner = PasswordOwner::Added { role: Role::Staff, person };
        let first = PageSecret::new(Password::new(SECRET.into()).unwrap());
        let pages: [MenuPage; 3] = [
            SignIn::password("1001".into(), None, Typing::secret()).into(),
            NewPassword::First(owner.clone(), Typing::secret()).into(),
            NewPassword::Again(owner, first, Typing::secret()).into(),
        ];
        for page in pages {
            let name = page.name();
            let mut stack = PageStack::default();
            stack.push(page);
            for digit in SECRET.bytes().filter_map(|byte| Digit::new(byte - b'0')) {
                stack.top_mut().unwrap().press(Key::Digit(digit), &context);
            }
            let kept = stack.drawn().unwrap();
            assert_eq!(Some(&*kept), stack.top(), "{name} is drawn as it is");
            let done = stack.top_mut().unwrap().press(Key::Enter, &context);
            assert_eq!(passwords(done), [SECRET], "{name}");
            let done = Arc::try_unwrap(kept).unwrap().press(Key::Enter, &context);
            assert!(!passwords(done).iter().any(|password| password == SECRET), "{name}");
        }
    }

    #[test]
    fn what_is_drawn_is_the_page_that_is_seen_as_it_is_now() {
        let mut stack = PageStack::default();
        assert_eq!(stack.drawn(), None);
        stack.push(SignIn::Number(Typing::digits(8)).into());
        let before = stack.drawn().unwrap();
        assert!(Arc::ptr_eq(&before, &stack.drawn().unwrap()), "nothing has changed");
        stack.push(SignIn::NoOperators.into());
        assert_eq!(stack.drawn().as_deref(), Some(&SignIn::NoOperators.into()));
        stack.pop();
        assert_eq!(stack.drawn(), Some(before));
    }
}
