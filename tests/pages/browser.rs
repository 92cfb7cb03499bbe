//! A small browser without a window, for what no person sees.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// What a browser does: it keeps cookies, and goes nowhere by itself.
pub struct Browser {
    agent: ureq::Agent,
    url: String,
    pub cookies: RefCell<BTreeMap<String, String>>,
    pub accepts: &'static str,
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    /// The token of the page's first form.
    pub fn token(&self) -> &str {
        let (_, behind) = self.body.split_once("name=\"token\" value=\"").unwrap();
        behind.split('"').next().unwrap()
    }
}

impl Browser {
    pub fn at(url: &str, agent: ureq::Agent) -> Self {
        Self { agent, url: url.to_owned(), cookies: RefCell::default(), accepts: "en" }
    }

    pub fn get(&self, path: &str) -> Answer {
        let request = self.agent.get(format!("{}{path}", self.url));
        let request = request.header("accept-language", self.accepts);
        let request = request.header("cookie", self.cookie());
        self.taken(request.config().max_redirects(0).build().call().unwrap())
    }

    /// What is there to take along.
    pub fn file(&self, path: &str) -> Vec<u8> {
        let request = self.agent.get(format!("{}{path}", self.url));
        let request = request.header("cookie", self.cookie());
        request.call().unwrap().body_mut().read_to_vec().unwrap()
    }

    /// A form as a browser sends it.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.try_post(path, fields).unwrap()
    }

    /// Likewise; an error where the connection ends before all of it is sent.
    pub fn try_post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, ureq::Error> {
        let plain = percent_encoding::NON_ALPHANUMERIC;
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| {
                format!("{name}={}", percent_encoding::utf8_percent_encode(value, plain))
            })
            .collect();
        let request = self.agent.post(format!("{}{path}", self.url));
        let request = request.header("accept-language", self.accepts);
        let request = request.header("cookie", self.cookie());
        let request = request.content_type("application/x-www-form-urlencoded");
        let sent = request.config().max_redirects(0).build().send(body.join("&"));
        Ok(self.taken(sent?))
    }

    /// Likewise, with the token that the page at `from` gives out.
    pub fn fill_in(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(from);
        assert_eq!(page.status, 200, "{from}: {}", page.body);
        self.post(path, &[&[("token", page.token())], fields].concat())
    }

    pub fn sign_in(&self, name: &str, password: &str) -> Answer {
        self.fill_in("/sign-in", "/sign-in", &[("name", name), ("password", password)])
    }

    fn cookie(&self) -> String {
        let pairs = self.cookies.borrow();
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn taken(&self, mut response: ureq::http::Response<ureq::Body>) -> Answer {
        let headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        for (_, cookie) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
        }
        let status = response.status().as_u16();
        Answer { status, headers, body: response.body_mut().read_to_string().unwrap() }
    }
}
